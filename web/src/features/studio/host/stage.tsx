import { Button, IconButton } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useCapture, useOnAir, usePublisher } from '../on-air.tsx';
import { Preview } from '../preflight/preview.tsx';
import type { HostSession } from './host-session.ts';
import styles from './stage.module.css';

interface StageProps {
  session: HostSession;
  /** Chat and controls float over its lower half: what is said stands above them. */
  under?: boolean;
  className?: string;
}

/** The seller's own picture, and over it whatever stands between it and the buyers. */
export const Stage = ({ session, under, className }: StageProps) => {
  const { source, facing, stream } = useCapture();
  return (
    <div className={classNames(styles.stage, under && styles.under, className)}>
      <Preview
        stream={stream}
        mirror={source === 'camera' && facing === 'user'}
        className={stream ? undefined : styles.none}
      />
      <Scene session={session} />
      {source === 'test' && <span className={styles.mark}>Test picture</span>}
    </div>
  );
};

const Scene = ({ session }: { session: HostSession }) => {
  const { capture } = useOnAir();
  const { source, stream, trouble } = useCapture();
  const { phase } = usePublisher(session);
  if (!stream)
    return (
      <div className={styles.scene} role={trouble ? 'alert' : undefined}>
        <Icon name="camera" size={32} />
        <p>
          <b>{trouble?.problem ?? 'You are live without a picture.'}</b>
          {trouble && <span className={styles.help}>{trouble.help}</span>}
        </p>
        <Button look="primary" busy={source === 'asking'} onClick={() => void capture.openCamera()}>
          Turn on the camera
        </Button>
        <Button onClick={() => capture.openTest()}>Use the test picture</Button>
      </div>
    );
  if (phase === 'elsewhere')
    return (
      <div className={styles.scene} role="alert">
        <p>
          <b>Another window of yours sends the picture.</b>
          <span className={styles.help}>Buyers see that one. Everything else works here.</span>
        </p>
        <Button look="primary" onClick={() => session.publisher.takeOver()}>
          Take over
        </Button>
      </div>
    );
  if (trouble)
    return (
      <p className={styles.banner} role="alert">
        <b>{trouble.problem}</b> {trouble.help}
      </p>
    );
  if (phase === 'unavailable')
    return (
      <p className={styles.banner} role="status">
        The video server does not answer. Selling goes on; your picture follows as soon as it is back.
      </p>
    );
  return null;
};

/** Mute and flip, wherever the layout puts them. */
export const StageButtons = ({ look = 'plain' }: { look?: 'plain' | 'scrim' }) => {
  const { capture } = useOnAir();
  const { muted, source, cameras } = useCapture();
  const canFlip = source === 'camera' && (cameras.length > 1 || matchMedia('(pointer: coarse)').matches);
  return (
    <>
      <IconButton
        look={look}
        className={muted ? styles.muted : undefined}
        icon={muted ? 'mic-off' : 'mic'}
        label={muted ? 'Microphone is off: turn it on' : 'Mute the microphone'}
        aria-pressed={muted}
        onClick={() => capture.mute(!muted)}
      />
      {canFlip && (
        <IconButton look={look} icon="flip" label="Other camera" onClick={() => void capture.flip()} />
      )}
      {source === 'test' && (
        <IconButton
          look={look}
          icon="camera"
          label="Use the camera"
          onClick={() => void capture.openCamera()}
        />
      )}
    </>
  );
};
