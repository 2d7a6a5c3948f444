import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toMoney } from '#contracts/values';
import type { PaymentProvider, PaymentRequest } from '../ports/payment.ts';

/** What the suite needs to know of a provider. */
export interface PaymentProviderCase {
  /** A provider as the shop would have it; called for each test. */
  open(): PaymentProvider | Promise<PaymentProvider>;
  /** An amount in the smallest unit that the provider authorises; 49,900 unless said. */
  good?: number;
  /** An amount it declines, where there is one. */
  declined?: number;
}

const request = (amount: number): PaymentRequest => ({
  orderId: randomUUID(),
  amount: toMoney(amount),
  currency: 'INR',
  address: {
    name: 'Asha Rao',
    phone: '+919800000000',
    pin: '411001',
    line: '12 Laxmi Road',
    city: 'Pune',
    state: 'Maharashtra',
  },
});

const totals = [0, 1, 100, 49_900, 1_000_000, Number.MAX_SAFE_INTEGER - 1_000_000];

/**
 * What every way of paying must keep to, as vitest tests: call it in a test file of the plugin. Needs vitest.
 */
export const describePaymentProvider = (
  name: string,
  { open, good = 49_900, declined }: PaymentProviderCase,
): void => {
  describe(`${name} as a way of paying`, () => {
    it('says what it is called, in words a buyer reads', async () => {
      const provider = await open();
      expect(provider.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(provider.title.trim()).not.toBe('');
      if (provider.note !== null) expect(provider.note).toMatch(/\S[.!?]$/);
    });

    it.each(totals)('asks a whole, non-negative fee for a total of %i, and the same again', async (total) => {
      const provider = await open();
      const fee = provider.fee(toMoney(total));
      expect(Number.isSafeInteger(fee) && fee >= 0, `fee(${total}) is ${fee}`).toBe(true);
      expect(provider.fee(toMoney(total))).toBe(fee);
    });

    it('answers the same order with the same authorisation, however often and however close together', async () => {
      const provider = await open();
      const due = request(good);
      const first = await provider.authorise(due);
      expect(first.outcome).toBe('authorised');
      const again = await Promise.all([
        provider.authorise(due),
        provider.authorise(due),
        provider.authorise(due),
      ]);
      for (const answer of again) expect(answer).toEqual(first);
    });

    it('gives different orders different references', async () => {
      const provider = await open();
      const answers = await Promise.all([request(good), request(good)].map((due) => provider.authorise(due)));
      const references = answers.map((answer) => (answer.outcome === 'authorised' ? answer.reference : ''));
      expect(new Set(references).size).toBe(2);
      expect(references).not.toContain('');
    });

    it('gives an authorisation up, twice too, and bears that there is none', async () => {
      const provider = await open();
      const due = request(good);
      await provider.authorise(due);
      await provider.void(due.orderId);
      await provider.void(due.orderId);
      await provider.void(randomUUID());
    });

    if (declined === undefined) return;
    it('declines with a reason a buyer can read, and holds nothing then', async () => {
      const provider = await open();
      const due = request(declined);
      const answer = await provider.authorise(due);
      expect(answer).toMatchObject({ outcome: 'declined', reason: expect.stringMatching(/\S/) });
      expect(await provider.authorise(due)).toEqual(answer);
      await provider.void(due.orderId);
    });
  });
};
