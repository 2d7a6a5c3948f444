import { type FormEvent, useState } from 'react';
import type { Address } from '#contracts/accounts';
import type { Order } from '#contracts/orders';
import type { PaymentMethod } from '#contracts/shop';
import { toMoney } from '#contracts/values';
import { useShop } from '../../lib/shop.ts';
import { keepUsual, readUsual } from '../product/usual-choice.ts';
import { type Choice, firstChoice } from '../product/variants.ts';
import { type AddressDraft, type AddressErrors, checkAddress, draftOf } from './address-draft.ts';
import { linesOf } from './lines.ts';
import type { Purchase } from './purchase.ts';
import { priceChange } from './refused.tsx';
import { type Totals, totalsOf } from './totals.ts';
import { usePlaceOrder } from './use-place-order.ts';
import { useQuote } from './use-quote.ts';

interface CheckoutInput {
  purchase: Purchase;
  /** The address kept from before: the buyer then only confirms. */
  known: Address | null;
  onPlaced: (order: Order) => void;
}

const focusFirst = (errors: AddressErrors) => {
  const [field] = Object.keys(errors);
  requestAnimationFrame(() => document.getElementById(`address-${field}`)?.focus());
};

/** Where the shop's total is not ours, the shop is right: the next press agrees to the one it named. */
export const agreed = (totals: Totals, failure: unknown): Totals => {
  const change = priceChange(failure);
  return change ? { ...totals, total: toMoney(change.now) } : totals;
};

const begin = (purchase: Purchase): Choice =>
  purchase.kind === 'product' ? (purchase.choice ?? firstChoice(purchase.product, readUsual())) : {};

/** Everything a checkout knows and does; the sheet only draws it. */
export const useCheckout = ({ purchase, known, onPlaced }: CheckoutInput) => {
  const shop = useShop().data;
  const [choice, setChoice] = useState(() => begin(purchase));
  const [quantity, setQuantity] = useState(1);
  const [draft, setDraft] = useState<AddressDraft>(() => draftOf(known));
  const [errors, setErrors] = useState<AddressErrors>({});
  const [editing, setEditing] = useState(known === null);
  const [method, setMethod] = useState<string>();
  const placing = usePlaceOrder((order) => {
    keepUsual(choice);
    onPlaced(order);
  });

  const methods: readonly PaymentMethod[] = shop?.payments ?? [];
  const payment = methods.find(({ id }) => id === method) ?? methods[0];
  const lines = linesOf(purchase, choice, quantity);
  const quoted = useQuote(lines, payment);
  const totals = agreed(quoted ?? totalsOf(lines, shop?.delivery, payment), placing.error);
  /** A change makes a new offer of it: what was refused before is no longer being asked. */
  const fresh =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      placing.reset();
      set(value);
    };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = checkAddress(draft);
    if ('errors' in checked) {
      setErrors(checked.errors);
      setEditing(true);
      focusFirst(checked.errors);
      return;
    }
    if (lines.length === 0 || !payment || !shop) return;
    placing.mutate({
      lines: lines.map((line) => ({ variantId: line.variantId, quantity: line.quantity })),
      address: checked.address,
      payment: payment.id,
      expectedTotal: totals.total,
      saleId: purchase.kind === 'product' ? purchase.saleId : undefined,
      fromBasket: purchase.kind === 'basket',
    });
  };

  return {
    goods: { choice, quantity, onChoose: fresh(setChoice), onQuantity: fresh(setQuantity) },
    address: {
      draft,
      errors,
      editing,
      onChange: setDraft,
      onErrors: setErrors,
      onEdit: () => setEditing(true),
    },
    payment: {
      methods,
      chosen: payment,
      onChoose: fresh(setMethod),
      totalWith: (one: PaymentMethod) => totalsOf(lines, shop?.delivery, one).total,
    },
    totals,
    nothing: lines.length === 0,
    failure: placing.error,
    busy: placing.isPending,
    submit,
  };
};
