import { describe, expect, it } from 'vitest';
import type { Courier, RemittanceRow } from '../ports/courier.ts';
import { kebab, parcel } from './samples.ts';

/** What the suite needs to know of a courier. */
export interface CourierCase {
  /** A courier as the shop would have it; called for each test. */
  open(): Courier | Promise<Courier>;
  /** Rows of its remittance sheet by their headers, and what they say; null for one that is no cash. */
  remittances?: readonly { row: Readonly<Record<string, string>>; means: RemittanceRow | null }[];
}

const states = ['booked', 'on-the-way', 'delivered', 'coming-back', 'returned', 'unknown'];

/** What every courier must keep to, as vitest tests: call it in a test file of the plugin. Needs vitest. */
export const describeCourier = (name: string, { open, remittances = [] }: CourierCase): void => {
  describe(`${name} as a courier`, () => {
    it('says what it is called, and when its cash comes', async () => {
      const { id, title, remitsWithinDays } = await open();
      expect(id).toMatch(kebab);
      expect(title.trim()).not.toBe('');
      expect(Number.isSafeInteger(remitsWithinDays) && remitsWithinDays >= 0).toBe(true);
    });

    it.each([0, 49_900])(
      'books a parcel with %i to collect once, however often it is asked',
      async (cash) => {
        const courier = await open();
        const sent = parcel(cash);
        const first = await courier.book(sent);
        expect(await courier.book(sent)).toEqual(first);
        if (first === null) return;
        expect(first.tracking.trim()).not.toBe('');
        expect((await courier.book(parcel(cash)))?.tracking).not.toBe(first.tracking);
      },
    );

    it('says where a parcel is, also one it does not know', async () => {
      const courier = await open();
      const { state, at, says } = await courier.track('NOT-A-PARCEL-1');
      expect(states).toContain(state);
      expect(Number.isSafeInteger(at) && at >= 0).toBe(true);
      if (says !== null) expect(says).toMatch(/\S[.!?]$/);
    });

    it.each(['AWB123', 'a b', '"><script>', '../../x', 'https://elsewhere.example', '%2e%2e', '#?&='])(
      'makes a safe address of the tracking number %j, or none',
      async (tracking) => {
        const courier = await open();
        const [address, usual] = [courier.trackingUrl(tracking), courier.trackingUrl('AWB123')];
        if (address === null || usual === null) return;
        expect(address).not.toMatch(/[\s"<>]/);
        const [url, other] = [new URL(address), new URL(usual)];
        expect([url.protocol, url.host]).toEqual([other.protocol, other.host]);
        expect(['http:', 'https:']).toContain(url.protocol);
      },
    );

    it('takes no row of another sheet for cash', async () => {
      const { readRemittance } = await open();
      if (!readRemittance) return;
      const rows: Record<string, string>[] = [
        {},
        { '': '' },
        { 'Grand total': '1,000' },
        { constructor: 'x' },
      ];
      for (const row of rows) expect(readRemittance(row)).toBeNull();
    });

    if (remittances.length === 0) return;
    it('reads its own sheet, in whole paise', async () => {
      const { readRemittance } = await open();
      for (const { row, means } of remittances) expect(readRemittance?.(row) ?? null).toEqual(means);
    });
  });
};
