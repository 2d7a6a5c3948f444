import type { ReactNode } from 'react';
import styles from './chip.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

/** A word one can take away: a chosen filter. */
export const RemovableChip = ({ children, onRemove }: { children: string; onRemove: () => void }) => (
  <button type="button" className={styles.chip} onClick={onRemove} aria-label={`Remove ${children}`}>
    {children}
    <Icon name="close" size={14} />
  </button>
);

interface ToggleProps {
  on: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** A word one can switch on and off. */
export const ToggleChip = ({ on, onToggle, children }: ToggleProps) => (
  <button
    type="button"
    className={classNames(styles.chip, on && styles.on)}
    aria-pressed={on}
    onClick={onToggle}
  >
    {children}
  </button>
);

interface SizeChipProps {
  /** Radio buttons with the same group name are one question. */
  group: string;
  value: string;
  chosen: boolean;
  /** Struck through and still focusable, so that one can hear that it is gone. */
  soldOut?: boolean;
  onChoose: (value: string) => void;
}

/** One value of an option, at least 48 px: a native radio button, so arrows and screen readers know it. */
export const SizeChip = ({ group, value, chosen, soldOut, onChoose }: SizeChipProps) => (
  <label className={classNames(styles.size, soldOut && styles.gone)}>
    <input
      type="radio"
      className={styles.radio}
      name={group}
      value={value}
      checked={chosen}
      onChange={() => onChoose(value)}
    />
    <span className={styles.face}>
      {value}
      {soldOut && <span className="visually-hidden">, sold out</span>}
    </span>
  </label>
);
