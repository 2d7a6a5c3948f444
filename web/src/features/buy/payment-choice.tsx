import type { PaymentMethod } from '#contracts/shop';
import { useMoney } from '../../lib/shop.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './payment-choice.module.css';

/** A way of paying, as it can be had for these goods and this address. */
export interface Offer {
  method: PaymentMethod;
  total: number;
  available: boolean;
  /** Why it cannot be had, or what it asks for first. */
  reason: string | null;
  /** A part is paid beforehand. */
  advance: number;
  /** A one-time code is asked for. */
  code: boolean;
}

interface PaymentChoiceProps {
  offers: readonly Offer[];
  chosen: PaymentMethod | undefined;
  onChoose: (id: string) => void;
}

/** What it asks of the buyer beyond the usual. */
const asks = ({ available, advance, code }: Offer, money: (minor: number) => string): string => {
  if (!available) return '';
  if (advance > 0) return `${money(advance)} of it is paid beforehand.`;
  return code ? 'You confirm it with a one-time code.' : '';
};

const Words = ({ offer }: { offer: Offer }) => {
  const { method, reason } = offer;
  const said = [reason, asks(offer, useMoney())].filter(Boolean).join(' ');
  return (
    <span className={styles.title}>
      {method.title}
      {(said || method.note) && (
        <span className={classNames(styles.note, said !== '' && styles.reason)}>{said || method.note}</span>
      )}
    </span>
  );
};

/** Each way of paying with what it comes to; the only one is said and needs no choosing. */
export const PaymentChoice = ({ offers, chosen, onChoose }: PaymentChoiceProps) => {
  const money = useMoney();
  const [only] = offers;
  if (!only) return <p className={styles.only}>This shop takes no payments yet.</p>;
  if (offers.length === 1)
    return (
      <p className={styles.only}>
        <Words offer={only} />
      </p>
    );
  return (
    <fieldset className={styles.methods}>
      <legend className="visually-hidden">Way of paying</legend>
      {offers.map((offer) => (
        <label key={offer.method.id} className={styles.method}>
          <input
            type="radio"
            name="payment"
            disabled={!offer.available}
            checked={offer.method.id === chosen?.id}
            onChange={() => onChoose(offer.method.id)}
          />
          <Words offer={offer} />
          {offer.available && <span className="number">{money(offer.total)}</span>}
        </label>
      ))}
    </fieldset>
  );
};
