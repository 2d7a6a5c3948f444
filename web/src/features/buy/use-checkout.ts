import { type FormEvent, useState } from 'react';
import type { Address } from '#contracts/accounts';
import type { Order } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import { keepUsual, readUsual } from '../product/usual-choice.ts';
import { type Choice, firstChoice } from '../product/variants.ts';
import { type AddressDraft, type AddressErrors, checkAddress, draftOf } from './address-draft.ts';
import { linesOf } from './lines.ts';
import type { Purchase } from './purchase.ts';
import { priceChange } from './refused.tsx';
import type { Totals } from './totals.ts';
import { useOffers } from './use-offers.ts';
import { usePlaceOrder } from './use-place-order.ts';

interface CheckoutInput {
  purchase: Purchase;
  /** The address kept from before: the buyer then only confirms. */
  known: Address | null;
  onPlaced: (orders: readonly Order[]) => void;
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
  const [choice, setChoice] = useState(() => begin(purchase));
  const [quantity, setQuantity] = useState(1);
  const [draft, setDraft] = useState<AddressDraft>(() => draftOf(known));
  const [errors, setErrors] = useState<AddressErrors>({});
  const [editing, setEditing] = useState(known === null);
  const placing = usePlaceOrder((orders) => {
    keepUsual(choice);
    onPlaced(orders);
  });

  const lines = linesOf(purchase, choice, quantity);
  const checked = checkAddress(draft);
  const paying = useOffers(lines, 'address' in checked ? checked.address : undefined);
  const totals = agreed(paying.totals, placing.error);
  /** A change makes a new offer of it: what was refused before is no longer being asked. */
  const fresh =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      placing.reset();
      set(value);
    };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ('errors' in checked) {
      setErrors(checked.errors);
      setEditing(true);
      focusFirst(checked.errors);
      return;
    }
    if (lines.length === 0 || !paying.chosen) return;
    placing.mutate({
      lines: lines.map((line) => ({ variantId: line.variantId, quantity: line.quantity })),
      address: checked.address,
      payment: paying.chosen.id,
      expectedTotal: totals.total,
      saleId: purchase.kind === 'product' ? purchase.saleId : undefined,
      fromBasket: purchase.kind === 'basket',
      useCoins: paying.coins.on,
      advanceBy: paying.advanceBy,
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
    payment: { offers: paying.offers, chosen: paying.chosen, onChoose: fresh(paying.choose) },
    coins: { ...paying.coins, onSwitch: fresh(paying.switchCoins) },
    totals,
    due: paying.due,
    parcels: paying.parcels,
    nothing: lines.length === 0,
    failure: placing.error,
    busy: placing.isPending,
    submit,
  };
};
