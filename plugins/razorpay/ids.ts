import { ProviderRefusal } from 'leo-live/sdk';
import * as z from 'zod/mini';

const named = (prefix: string): RegExp => new RegExp(`^${prefix}_[A-Za-z0-9]{14}$`);

/** How each thing of the provider is called. */
export const ids = {
  order: named('order'),
  payment: named('pay'),
  refund: named('rfnd'),
  transfer: named('trf'),
  account: named('acc'),
  settlement: named('setl'),
} as const;

export const id = (kind: keyof typeof ids) => z.string().check(z.regex(ids[kind]));

/**
 * The id, fit to stand in an address: the SDK pastes ids into addresses as they are, and `../payments/…/capture`
 * would call something else with the shop's keys.
 */
export const checked = (kind: keyof typeof ids, given: string): string => {
  if (typeof given === 'string' && ids[kind].test(given)) return given;
  throw new ProviderRefusal('ID_ILL_FORMED', `That is not the id of a Razorpay ${kind}`);
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id of ours that goes out as a receipt or an idempotency key: both take 36 characters. */
export const ours = (given: string): string => {
  if (uuid.test(given)) return given;
  throw new ProviderRefusal('ID_ILL_FORMED', 'That is not an id Leo gives');
};

/** The smallest unit, whole: the SDK would send half a paisa as it is. */
export const paise = (amount: number): number => {
  if (Number.isSafeInteger(amount) && amount > 0) return amount;
  throw new ProviderRefusal('AMOUNT_ILL_FORMED', 'An amount is a whole number of the smallest unit, above 0');
};
