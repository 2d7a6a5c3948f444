import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import type { Health } from '../media/health.ts';
import type { PublisherSnapshot } from '../media/publisher.ts';
import { useCapture } from '../on-air.tsx';
import styles from './health-strip.module.css';

interface Say {
  icon: IconName;
  words: string;
  tone: 'good' | 'busy' | 'bad';
}

const verdicts: Record<Health['verdict'], Say> = {
  good: { icon: 'check', words: 'On the air', tone: 'good' },
  fair: { icon: 'warning', words: 'On the air, fair', tone: 'busy' },
  poor: { icon: 'warning', words: 'On the air, weak', tone: 'bad' },
};
const phases: Record<PublisherSnapshot['phase'], Say> = {
  idle: { icon: 'close', words: 'No picture is sent', tone: 'bad' },
  connecting: { icon: 'clock', words: 'Going on the air', tone: 'busy' },
  'on-air': { icon: 'check', words: 'On the air', tone: 'good' },
  reconnecting: { icon: 'clock', words: 'Coming back on the air', tone: 'busy' },
  unavailable: { icon: 'warning', words: 'No video server', tone: 'bad' },
  elsewhere: { icon: 'warning', words: 'Sent from another window', tone: 'bad' },
};

const sayOf = ({ phase, health }: PublisherSnapshot): Say =>
  phase === 'on-air' && health ? verdicts[health.verdict] : phases[phase];

const bits = (kbps: number) => (kbps >= 1000 ? `${(kbps / 1000).toFixed(1)} Mbit/s` : `${kbps} kbit/s`);

interface StripProps {
  publishing: PublisherSnapshot;
  /** A sign and a word, for a phone. */
  short?: boolean;
  onTakeOver: () => void;
}

/** How well the seller is seen: a sign, a word, and the numbers behind it. */
export const HealthStrip = ({ publishing, short, onTakeOver }: StripProps) => {
  const { stream } = useCapture();
  // The path may stand while there is nothing to send through it.
  const nothing = !stream && publishing.phase !== 'elsewhere';
  const { health, phase }: PublisherSnapshot = nothing ? { phase: 'idle', health: null } : publishing;
  const say = sayOf({ phase, health });
  return (
    <div className={styles.strip}>
      <span className={classNames(styles.say, styles[say.tone])}>
        <Icon name={say.icon} size={18} />
        {say.words}
      </span>
      {/* Whether one is on the air is said; how well, which changes all the time, is there to be looked up. */}
      <span role="status" className="visually-hidden">
        {phases[phase].words}
      </span>
      {!short && health && (
        <dl className={styles.numbers}>
          <Figure name="Bitrate">{bits(health.kbps)}</Figure>
          <Figure name="Pictures a second">{health.fps} fps</Figure>
          <Figure name="Dropped pictures">{health.dropped} dropped</Figure>
          <Figure name="Packets lost">{health.lostShare} % lost</Figure>
          <Figure name="Delay there and back">{health.rtt === null ? '– ms' : `${health.rtt} ms`}</Figure>
        </dl>
      )}
      {phase === 'elsewhere' && (
        <Button small onClick={onTakeOver}>
          Take over
        </Button>
      )}
    </div>
  );
};

const Figure = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={styles.number} title={name}>
    <dt className="visually-hidden">{name}</dt>
    <dd>{children}</dd>
  </div>
);
