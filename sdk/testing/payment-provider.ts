import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toMoney } from '#contracts/values';
import type { Authorisation, PaymentProvider } from '../ports/payment.ts';
import { describeOnlinePayments, type Payer } from './online-payments.ts';
import { kebab, paymentRequest } from './samples.ts';

/** What the suite needs to know of a provider. */
export interface PaymentProviderCase {
  /** A provider as the shop would have it; called for each test. */
  open(): PaymentProvider | Promise<PaymentProvider>;
  /** An amount in the smallest unit that the provider authorises; 49,900 unless said. */
  good?: number;
  /** An amount it declines, where there is one. */
  declined?: number;
  /** Somebody who pays at the provider, for providers with `online`. */
  payer?: Payer;
}

const totals = [0, 1, 100, 49_900, 1_000_000, Number.MAX_SAFE_INTEGER - 1_000_000];

/** How long the buyer still has to pay may differ from one answer to the next; what is paid may not. */
const essence = (answer: Authorisation): object => {
  if (answer.outcome !== 'pending') return answer;
  const { outcome, reference, checkout } = answer;
  return { outcome, reference, script: checkout.script, test: checkout.test };
};

const referenceOf = (answer: Authorisation): string =>
  answer.outcome === 'declined' ? '' : answer.reference;

/**
 * What every way of paying must keep to, as vitest tests: call it in a test file of the plugin. Needs vitest.
 */
export const describePaymentProvider = (
  name: string,
  { open, good = 49_900, declined, payer }: PaymentProviderCase,
): void => {
  describe(`${name} as a way of paying`, () => {
    it('says what it is called, in words a buyer reads', async () => {
      const provider = await open();
      expect(provider.id).toMatch(kebab);
      expect(provider.title.trim()).not.toBe('');
      if (provider.note !== null) expect(provider.note).toMatch(/\S[.!?]$/);
    });

    it('is paid either at the door or at a provider, or promises the money by itself', async () => {
      const provider = await open();
      expect(provider.onDelivery === true && provider.online !== undefined).toBe(false);
      const { outcome } = await provider.authorise(paymentRequest(good));
      expect(outcome).toBe(provider.online ? 'pending' : 'authorised');
      expect(payer !== undefined, 'the case brings a payer where, and only where, there is `online`').toBe(
        provider.online !== undefined,
      );
    });

    it.each(totals)('asks a whole, non-negative fee for a total of %i, and the same again', async (total) => {
      const provider = await open();
      const fee = provider.fee(toMoney(total));
      expect(Number.isSafeInteger(fee) && fee >= 0, `fee(${total}) is ${fee}`).toBe(true);
      expect(provider.fee(toMoney(total))).toBe(fee);
    });

    it('answers the same order with the same authorisation, however often and however close together', async () => {
      const provider = await open();
      const due = paymentRequest(good);
      const first = await provider.authorise(due);
      expect(first.outcome).not.toBe('declined');
      const again = await Promise.all([
        provider.authorise(due),
        provider.authorise(due),
        provider.authorise(due),
      ]);
      for (const answer of again) expect(essence(answer)).toEqual(essence(first));
    });

    it('gives different orders different references', async () => {
      const provider = await open();
      const dues = [paymentRequest(good), paymentRequest(good)];
      const answers = await Promise.all(dues.map((due) => provider.authorise(due)));
      const references = answers.map(referenceOf);
      expect(new Set(references).size).toBe(2);
      expect(references).not.toContain('');
    });

    it('gives an authorisation up, twice too, and bears that there is none', async () => {
      const provider = await open();
      const due = paymentRequest(good);
      await provider.authorise(due);
      await provider.void(due.orderId);
      await provider.void(due.orderId);
      await provider.void(randomUUID());
    });

    if (declined === undefined) return;
    it('declines with a reason a buyer can read, and holds nothing then', async () => {
      const provider = await open();
      const due = paymentRequest(declined);
      const answer = await provider.authorise(due);
      expect(answer).toMatchObject({ outcome: 'declined', reason: expect.stringMatching(/\S/) });
      expect(await provider.authorise(due)).toEqual(answer);
      await provider.void(due.orderId);
    });
  });
  if (payer) describeOnlinePayments(name, { open, good, payer });
};
