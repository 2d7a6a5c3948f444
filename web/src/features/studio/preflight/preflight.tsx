import { useEffect, useState } from 'react';
import type { RunSheetEntry } from '#contracts/sales';
import { codeOf } from '../../../lib/api.ts';
import { Link } from '../../../lib/router.ts';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Select } from '../../../ui/field.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { useMicLevel } from '../media/mic-level.ts';
import { useCapture, useOnAir } from '../on-air.tsx';
import { availableOf } from '../run-sheet/order.ts';
import { useStartSale } from '../sales/use-studio-sales.ts';
import { blockedBy, type Check, checksOf } from './checks.ts';
import { Level } from './level.tsx';
import styles from './preflight.module.css';
import { Preview } from './preview.tsx';
import { useVideoServer } from './use-video-server.ts';

interface PreflightProps {
  saleId: string;
  runSheet: readonly RunSheetEntry[];
  link: Parameters<typeof checksOf>[0]['link'];
}

/** From this level on it is a voice and not the room. */
const heardFrom = 0.06;

/** Camera, microphone, products, video server, connection: each with what sets it right. Then: go live. */
export const Preflight = ({ saleId, runSheet, link }: PreflightProps) => {
  const { capture } = useOnAir();
  const { source, facing, stream, trouble } = useCapture();
  const level = useMicLevel(stream);
  const [heard, setHeard] = useState(false);
  const start = useStartSale(saleId);
  const loud = (level ?? 0) > heardFrom;
  useEffect(() => {
    if (loud) setHeard(true);
  }, [loud]);

  const checks = checksOf({
    source,
    trouble,
    hasSound: (stream?.getAudioTracks().length ?? 0) > 0,
    heard,
    products: runSheet.length,
    sellable: runSheet.filter((entry) => availableOf(entry) > 0).length,
    video: useVideoServer(),
    link,
  });
  const blocker = blockedBy(checks);
  return (
    <section className={styles.preflight} aria-labelledby="ready">
      <h2 id="ready">Get ready</h2>
      <div className={classNames('stage', styles.booth)}>
        {stream && (
          <div className={styles.picture}>
            <Preview stream={stream} mirror={source === 'camera' && facing === 'user'} />
            {source === 'test' && <span className={styles.mark}>Test picture</span>}
          </div>
        )}
        <div className={styles.sources}>
          {!stream && (
            <p className={styles.dark}>
              <Icon name="camera" size={32} />
              Your picture appears here. Nobody else sees it yet.
            </p>
          )}
          {stream && <Level level={level} />}
          <Button busy={source === 'asking'} onClick={() => void capture.openCamera()}>
            {source === 'camera' ? 'Check again' : 'Check camera and microphone'}
          </Button>
          {source !== 'test' && (
            <Button look="quiet" onClick={() => capture.openTest()}>
              Use the test picture
            </Button>
          )}
        </div>
      </div>
      <Devices />
      <ul className={styles.checks} aria-label="Before going live">
        {checks.map((check) => (
          <CheckRow key={check.name} check={check} />
        ))}
      </ul>
      <Button
        look="primary"
        wide
        busy={start.isPending}
        aria-disabled={blocker ? true : undefined}
        aria-describedby="go-live-note"
        onClick={() => !blocker && start.mutate()}
      >
        Go live
      </Button>
      <p id="go-live-note" className={styles.reason}>
        {blocker
          ? `Not yet: ${blocker.words.charAt(0).toLowerCase()}${blocker.words.slice(1)}.`
          : 'Buyers see you as soon as you press it.'}
      </p>
      <ActionError failure={start.error} />
      {codeOf(start.error) === 'sale.busy' && <Link href="/studio/sales">Go to the sale that is live</Link>}
    </section>
  );
};

const signs: Record<Check['state'], { icon: IconName; words: string }> = {
  good: { icon: 'check', words: 'Ready: ' },
  note: { icon: 'warning', words: 'Mind: ' },
  bad: { icon: 'close', words: 'To do: ' },
  waiting: { icon: 'clock', words: 'Waiting: ' },
};

const CheckRow = ({ check }: { check: Check }) => (
  <li className={classNames(styles.check, styles[check.state])}>
    <Icon name={signs[check.state].icon} size={20} />
    <span>
      <span className="visually-hidden">{signs[check.state].words}</span>
      <b>{check.words}</b>
      {check.help && <span className={styles.help}>{check.help}</span>}
    </span>
  </li>
);

/** Which camera and which microphone, where there is a choice. */
const Devices = () => {
  const { capture } = useOnAir();
  const { source, cameras, microphones, cameraId, microphoneId } = useCapture();
  if (source !== 'camera') return null;
  return (
    <div className={styles.devices}>
      {cameras.length > 1 && (
        <Select
          label="Camera"
          value={cameraId ?? ''}
          onChange={(event) => void capture.openCamera({ cameraId: event.currentTarget.value })}
        >
          {cameras.map((camera) => (
            <option key={camera.id} value={camera.id}>
              {camera.label}
            </option>
          ))}
        </Select>
      )}
      {microphones.length > 1 && (
        <Select
          label="Microphone"
          value={microphoneId ?? ''}
          onChange={(event) =>
            void capture.openCamera({
              cameraId: cameraId ?? undefined,
              microphoneId: event.currentTarget.value,
            })
          }
        >
          {microphones.map((microphone) => (
            <option key={microphone.id} value={microphone.id}>
              {microphone.label}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
};
