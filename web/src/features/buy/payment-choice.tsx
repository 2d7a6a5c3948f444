import type { PaymentMethod } from '#contracts/shop';
import { useMoney } from '../../lib/shop.ts';
import styles from './payment-choice.module.css';

interface PaymentChoiceProps {
  methods: readonly PaymentMethod[];
  chosen: PaymentMethod | undefined;
  onChoose: (id: string) => void;
  totalWith: (method: PaymentMethod) => number;
}

/** Each way of paying with what it comes to; the only one is said and needs no choosing. */
export const PaymentChoice = ({ methods, chosen, onChoose, totalWith }: PaymentChoiceProps) => {
  const money = useMoney();
  const [only] = methods;
  if (!only) return <p className={styles.only}>This shop takes no payments yet.</p>;
  if (methods.length === 1)
    return (
      <p className={styles.only}>
        {only.title}
        {only.note && <span className={styles.note}>{only.note}</span>}
      </p>
    );
  return (
    <fieldset className={styles.methods}>
      <legend className="visually-hidden">Way of paying</legend>
      {methods.map((method) => (
        <label key={method.id} className={styles.method}>
          <input
            type="radio"
            name="payment"
            checked={method.id === chosen?.id}
            onChange={() => onChoose(method.id)}
          />
          <span className={styles.title}>
            {method.title}
            {method.note && <span className={styles.note}>{method.note}</span>}
          </span>
          <span className="number">{money(totalWith(method))}</span>
        </label>
      ))}
    </fieldset>
  );
};
