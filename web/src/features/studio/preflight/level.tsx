import styles from './level.module.css';

const spoken = (level: number | null) => {
  if (level === null) return 'no sound';
  return level > 0.05 ? 'sound is heard' : 'silence';
};

/** How loud it is: a bar that moves, and a meter for who does not see it. */
export const Level = ({ level }: { level: number | null }) => (
  <span className={styles.level}>
    <span className={styles.bar} style={{ transform: `scaleX(${level ?? 0})` }} />
    <meter
      className="visually-hidden"
      aria-label="Microphone level"
      aria-valuetext={spoken(level)}
      value={level ?? 0}
    />
  </span>
);
