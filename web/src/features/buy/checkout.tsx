import type { Address } from '#contracts/accounts';
import type { Order } from '#contracts/orders';
import { useMoney } from '../../lib/shop.ts';
import { Button } from '../../ui/button.tsx';
import { AddressForm } from './address-form.tsx';
import styles from './checkout.module.css';
import { CoinsSwitch } from './coins-switch.tsx';
import { Goods } from './goods.tsx';
import { PaymentChoice } from './payment-choice.tsx';
import type { Purchase } from './purchase.ts';
import { Refused } from './refused.tsx';
import type { Totals } from './totals.ts';
import { useCheckout } from './use-checkout.ts';

interface CheckoutProps {
  purchase: Purchase;
  known: Address | null;
  onPlaced: (orders: readonly Order[]) => void;
}

/** Variant, address, payment and one button; the total with delivery is always in view above it. */
export const Checkout = (props: CheckoutProps) => {
  const { goods, address, payment, coins, totals, due, parcels, nothing, failure, busy, submit } =
    useCheckout(props);
  const money = useMoney();
  const label = due.now > 0 ? `Pay ${money(due.now)}` : `Place order ${money(due.later || totals.total)}`;
  return (
    <form className={styles.checkout} onSubmit={submit} noValidate aria-label="Checkout">
      <Goods purchase={props.purchase} {...goods} />
      {address.editing ? (
        <section className={styles.part} aria-labelledby="deliver-to">
          <h3 id="deliver-to" className={styles.heading}>
            Deliver to
          </h3>
          <AddressForm {...address} />
        </section>
      ) : (
        <div className={styles.row}>
          <span>
            Deliver to {address.draft.name}, {address.draft.city} {address.draft.pin}
          </span>
          <Button look="quiet" onClick={address.onEdit} aria-label="Change the address">
            Change
          </Button>
        </div>
      )}
      <PaymentChoice {...payment} />
      <CoinsSwitch {...coins} />
      <div className={styles.foot}>
        <TotalLine totals={totals} parcels={parcels} />
        {(coins.on || (due.now > 0 && due.later > 0)) && <DueLine {...due} />}
        <Refused failure={failure} />
        <Button type="submit" look="primary" wide busy={busy} disabled={nothing} className="number">
          {nothing ? 'Sold out' : label}
        </Button>
      </div>
    </form>
  );
};

const DueLine = ({ now, later }: { now: number; later: number }) => {
  const money = useMoney();
  const parts = [now > 0 && `${money(now)} now`, later > 0 && `${money(later)} to the courier`].filter(
    Boolean,
  );
  return <p className={styles.includes}>You pay {parts.join(' and ') || 'nothing more'}.</p>;
};

const TotalLine = ({ totals, parcels }: { totals: Totals; parcels: number }) => {
  const money = useMoney();
  const parts = [
    totals.delivery > 0 ? `with delivery ${money(totals.delivery)}` : 'delivery free',
    totals.fee > 0 ? `payment fee ${money(totals.fee)}` : '',
    parcels > 1 ? `${parcels} parcels from ${parcels} sellers` : '',
  ];
  return (
    <p className={styles.total}>
      <span>
        Total <span className={styles.includes}>{parts.filter(Boolean).join(', ')}</span>
      </span>
      <output>{money(totals.total)}</output>
    </p>
  );
};
