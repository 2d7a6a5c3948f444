import { stockWords } from '../lib/format.ts';
import { classNames } from './class-names.ts';
import styles from './stock.module.css';

/** From here on the number is worth colour: the interface rations vermilion to the last ones. */
const few = 5;

/** Real stock in words: "5 left", "Sold out". */
export const Stock = ({ available }: { available: number }) => (
  <span className={classNames(styles.stock, available <= few && styles.few)}>{stockWords(available)}</span>
);
