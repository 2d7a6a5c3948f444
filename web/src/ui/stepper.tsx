import { IconButton } from './button.tsx';
import styles from './stepper.module.css';

interface StepperProps {
  value: number;
  least?: number;
  most: number;
  /** Of what: for the names of the two buttons. */
  what: string;
  onChange: (value: number) => void;
}

export const Stepper = ({ value, least = 1, most, what, onChange }: StepperProps) => (
  <div className={styles.stepper}>
    <IconButton
      icon="minus"
      label={`One less of ${what}`}
      disabled={value <= least}
      onClick={() => onChange(value - 1)}
    />
    <output className={styles.value} aria-label={`How many of ${what}`}>
      {value}
    </output>
    <IconButton
      icon="plus"
      label={`One more of ${what}`}
      disabled={value >= most}
      onClick={() => onChange(value + 1)}
    />
  </div>
);
