import { useMoney } from '../lib/shop.ts';
import { classNames } from './class-names.ts';
import styles from './price.module.css';

interface PriceProps {
  /** Minor units, paise. */
  amount: number;
  /** The price to strike through. */
  was?: number | null;
  /** The highest price, where variants differ. */
  most?: number;
  size?: 'row' | 'card' | 'large';
}

/** The brand mark: condensed, heavy, tabular. */
export const Price = ({ amount, was, most, size = 'card' }: PriceProps) => {
  const money = useMoney();
  return (
    <span className={classNames(styles.price, styles[size])}>
      {most !== undefined && most > amount && <span className={styles.from}>from </span>}
      <span className={styles.now}>{money(amount)}</span>
      {was != null && was > amount && (
        <s className={styles.was}>
          <span className="visually-hidden">instead of </span>
          {money(was)}
        </s>
      )}
    </span>
  );
};
