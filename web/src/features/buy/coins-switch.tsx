import { count } from '../../lib/format.ts';
import { useMoney } from '../../lib/shop.ts';
import styles from './coins-switch.module.css';

interface CoinsSwitchProps {
  coins: number;
  /** What they take off this order. */
  worth: number;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

/** Coins are money the buyer has earned: shown with what they take off, and never used unasked. */
export const CoinsSwitch = ({ coins, worth, on, onSwitch }: CoinsSwitchProps) => {
  const money = useMoney();
  if (worth === 0) return null;
  return (
    <label className={styles.row}>
      <span className={styles.words}>
        Use {count(coins)} coins <span className={styles.worth}>−{money(worth)}</span>
      </span>
      <input
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={on}
        aria-checked={on}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
    </label>
  );
};
