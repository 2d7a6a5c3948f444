import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type OnlinePayments,
  type PaymentProvider,
  type ProviderPayment,
  ProviderRefusal,
  UnknownOutcome,
} from '../ports/payment.ts';
import { paymentRequest } from './samples.ts';

/** A message as it reaches the webhook's address. */
export interface Delivery {
  headers: Record<string, string>;
  body: Uint8Array;
}

/** A buyer, and what may go wrong, at the provider's sandbox or at a double of it. */
export interface Payer {
  /** Pays what `authorise` named, as a browser would; answers the proof the browser is given, as it posts it. */
  pay(asked: { reference: string; amount: number }): Promise<Record<string, string>>;
  /** The message the provider sends of this payment; left out where it sends none. */
  news?(paymentId: string): Promise<Delivery>;
  /** The next call of this kind takes effect, and its answers are lost however often it is tried, until `heal`. */
  lose?(call: 'capture' | 'refund'): Promise<void>;
  heal?(): Promise<void>;
}

interface OnlineCase {
  open(): PaymentProvider | Promise<PaymentProvider>;
  good: number;
  payer: Payer;
}

const currency = 'INR';

/** As a buyer pays: opened, paid, and the proof checked. */
const paying = ({ open, good, payer }: OnlineCase) => {
  const opened = async () => {
    const provider = await open();
    const { online } = provider;
    if (!online) throw new Error('A payer is for providers with `online`');
    const answer = await provider.authorise(paymentRequest(good));
    if (answer.outcome !== 'pending') throw new Error(`authorise answered ${answer.outcome}`);
    return { online, ...answer };
  };
  const paid = async () => {
    const { online, reference, checkout } = await opened();
    const proof = await payer.pay({ reference, amount: good });
    const id = online.verify(reference, proof);
    if (id === null) throw new Error('verify refused the proof the payer was given');
    return { online, reference, checkout, proof, id };
  };
  const captured = async () => {
    const all = await paid();
    await all.online.capture({ id: all.id, amount: good, currency });
    return all;
  };
  return { opened, paid, captured };
};
type Paying = ReturnType<typeof paying>;

const isWhole = (payment: ProviderPayment): boolean =>
  [payment.amount, payment.fee, payment.tax, payment.refunded].every(
    (one) => Number.isSafeInteger(one) && one >= 0,
  );

const pays = ({ opened, paid, captured }: Paying, { good }: OnlineCase): void => {
  it('tells the browser what it needs, and none of what it must not know', async () => {
    const { checkout, online } = await opened();
    expect(checkout.script).toMatch(/^(https?:\/)?\/\S+$/);
    expect(checkout.test).toBe(online.test);
    expect(structuredClone(checkout.options)).toEqual(checkout.options);
  });

  it('has taken nothing before the buyer pays', async () => {
    const { online, reference } = await opened();
    const tried = await online.paymentsOf(reference);
    expect(tried.filter(({ state }) => state === 'authorised' || state === 'captured')).toEqual([]);
  });

  it('knows a payment by its proof, its id and what it pays', async () => {
    const { online, reference, id } = await paid();
    const payment = await online.payment(id);
    expect(payment).toMatchObject({ id, reference, amount: good, currency });
    expect(isWhole(payment) && ['authorised', 'captured'].includes(payment.state)).toBe(true);
    expect((await online.paymentsOf(reference)).map((one) => one.id)).toContain(id);
  });

  it('lists it among the recent ones', async () => {
    const { online, id } = await paid();
    const { at } = await online.payment(id);
    const found = await online.recent({ from: at - 60_000, to: at + 60_000 });
    expect(found.filter((one) => one.id === id)).toHaveLength(1);
  });

  it('takes the money once, and says so however often it is asked', async () => {
    const { online, id } = await captured();
    const asked = { id, amount: good, currency };
    const again = await Promise.all([online.capture(asked), online.capture(asked)]);
    for (const one of again) expect(one).toMatchObject({ id, state: 'captured', amount: good });
    expect((await online.payment(id)).state).toBe('captured');
  });

  it('never takes another amount than was authorised', async () => {
    const { online, id } = await paid();
    await expect(online.capture({ id, amount: good + 1, currency })).rejects.toThrow(ProviderRefusal);
    expect((await online.payment(id)).amount).toBe(good);
  });
};

const refunds = ({ captured }: Paying, { good }: OnlineCase): void => {
  const asked = (paymentId: string, amount: number) => ({
    refundId: randomUUID(),
    paymentId,
    amount,
    currency,
    reason: 'Came back',
  });

  it('gives money back once for one refund id, and twice for two', async () => {
    const { online, id } = await captured();
    const part = asked(id, 100);
    const first = await online.refund(part);
    expect(first).toMatchObject({ paymentId: id, ours: part.refundId, amount: 100 });
    expect((await online.refund(part)).id).toBe(first.id);
    const other = await online.refund(asked(id, 100));
    expect(other.id).not.toBe(first.id);
    const all = await online.refundsOf(id);
    expect(all.map((one) => one.id).sort()).toEqual([first.id, other.id].sort());
    expect(all.find((one) => one.id === first.id)?.ours).toBe(part.refundId);
  });

  it('gives one refund for the same id asked at the same time', async () => {
    const { online, id } = await captured();
    const part = asked(id, 100);
    await Promise.allSettled([online.refund(part), online.refund(part), online.refund(part)]);
    await online.refund(part);
    expect(await online.refundsOf(id)).toHaveLength(1);
  });

  it('refuses to give back more than was taken', async () => {
    const { online, id } = await captured();
    await expect(online.refund(asked(id, good + 1))).rejects.toThrow(ProviderRefusal);
    expect(await online.refundsOf(id)).toEqual([]);
  });
};

/** A proof with one value changed, each in every way a forger tries. */
const forged = (proof: Record<string, string>): Record<string, string>[] =>
  Object.entries(proof).flatMap(([name, value]) =>
    ['', value.toUpperCase(), value.slice(0, -1), `${value}0`, [value] as unknown as string]
      .filter((other) => other !== value)
      .map((other) => ({ ...proof, [name]: other })),
  );

const forgeries = ({ paid, opened }: Paying): void => {
  it('takes no proof that was changed, shortened, emptied or left out', async () => {
    const { online, reference, proof, id } = await paid();
    const accepted = forged(proof).filter((one) => online.verify(reference, one) !== null);
    // Values that name the reference a second time may be ignored: ours comes from the books.
    for (const one of accepted) expect(online.verify(reference, one)).toBe(id);
    expect(forged(proof).length).toBeGreaterThan(accepted.length);
    expect(online.verify(reference, {})).toBeNull();
  });

  it('takes no proof of one payment for another', async () => {
    const cheap = await paid();
    const dear = await opened();
    expect(dear.online.verify(dear.reference, cheap.proof)).toBeNull();
    expect(dear.online.verify('', cheap.proof)).toBeNull();
  });

  it.each(['', '../payments/1', '1?x=1', 'é', 'a'.repeat(10_000)])(
    'answers the id %j with a refusal',
    async (id) => {
      const { online } = await opened();
      await expect(online.payment(id)).rejects.toThrow(ProviderRefusal);
      await expect(online.paymentsOf(id)).rejects.toThrow(ProviderRefusal);
    },
  );
};

const aboutPayment = (online: OnlinePayments, delivery: Delivery) => {
  const heard = online.hear(delivery);
  return heard?.news.about === 'payment' ? { key: heard.key, payment: heard.news.payment } : null;
};

const hears = ({ paid }: Paying, news: NonNullable<Payer['news']>): void => {
  it('hears genuine news of a payment, with the same key however often it is sent', async () => {
    const { online, reference, id } = await paid();
    const delivery = await news(id);
    const heard = aboutPayment(online, delivery);
    expect(heard?.payment).toMatchObject({ id, reference });
    const shouted = Object.entries(delivery.headers).map(
      ([name, value]) => [name.toUpperCase(), value] as const,
    );
    expect(aboutPayment(online, { ...delivery, headers: Object.fromEntries(shouted) })?.key).toBe(heard?.key);
  });

  it('hears nothing that was forged', async () => {
    const { online, id } = await paid();
    const { headers, body } = await news(id);
    const changed = Uint8Array.from(body);
    changed[0] = (changed[0] ?? 0) ^ 1;
    expect(online.hear({ headers, body: changed })).toBeNull();
    expect(online.hear({ headers: {}, body })).toBeNull();
    expect(online.hear({ headers, body: new Uint8Array() })).toBeNull();
    const twice = Object.entries(headers).map(
      ([name, value]) => [name, [value, value]] as [string, string[]],
    );
    expect(online.hear({ headers: Object.fromEntries(twice), body })).toBeNull();
  });
};

type Losing = Required<Pick<Payer, 'lose' | 'heal'>>;

const loses = ({ paid, captured }: Paying, { good }: OnlineCase, { lose, heal }: Losing): void => {
  it('says that it does not know where the answer to a capture is lost, and takes it once', async () => {
    const { online, id } = await paid();
    const asked = { id, amount: good, currency };
    await lose('capture');
    await expect(online.capture(asked)).rejects.toThrow(UnknownOutcome);
    await heal();
    expect(await online.capture(asked)).toMatchObject({ id, state: 'captured', amount: good });
  });

  it('says that it does not know where the answer to a refund is lost, and gives it once', async () => {
    const { online, id } = await captured();
    const asked = { refundId: randomUUID(), paymentId: id, amount: 100, currency, reason: 'Came back' };
    await lose('refund');
    await expect(online.refund(asked)).rejects.toThrow(UnknownOutcome);
    await heal();
    const { id: made } = await online.refund(asked);
    expect(await online.refundsOf(id)).toMatchObject([{ id: made, amount: 100 }]);
  });
};

/** What ways of paying at a provider must keep to besides; called by `describePaymentProvider`. */
export const describeOnlinePayments = (name: string, given: OnlineCase): void => {
  const { news, lose, heal } = given.payer;
  describe(`${name} as a place to pay`, () => {
    const steps = paying(given);
    pays(steps, given);
    refunds(steps, given);
    forgeries(steps);
    if (news) hears(steps, news);
    if (lose && heal) loses(steps, given, { lose, heal });
  });
};
