import type { Address } from '#contracts/accounts';
import type { Money } from '#contracts/values';

/** A parcel to be brought. */
export interface Parcel {
  /** The order's id: the same id always means the same parcel. */
  orderId: string;
  number: string;
  to: Address;
  /** What the courier takes in cash; 0 for what is paid. */
  cash: Money;
  /** What the goods are worth. */
  value: Money;
}

/** Where a parcel is. */
export interface Tracking {
  state: 'booked' | 'on-the-way' | 'delivered' | 'coming-back' | 'returned' | 'unknown';
  at: number;
  /** One sentence for the buyer; null for none. */
  says: string | null;
}

/** One row of the sheet a courier sends with the cash it hands over. */
export interface RemittanceRow {
  awb: string;
  /** In the smallest unit; undefined where it cannot be read. */
  amount: number | undefined;
  /** Freight, fees and the like the courier has kept of it. */
  deducted: number;
  utr: string | null;
}

/** Who brings parcels. */
export interface Courier {
  /** Kebab-case, e.g. `by-hand`. */
  id: string;
  title: string;
  /** Books a parcel, once per order; null where the tracking number is typed in by hand. */
  book(parcel: Parcel): Promise<{ tracking: string } | null>;
  /** Where a buyer can follow it; null where there is no such page. */
  trackingUrl(tracking: string): string | null;
  track(tracking: string): Promise<Tracking>;
  /** How long after delivery its cash usually comes, in days. */
  remitsWithinDays: number;
  /**
   * Reads one row of its sheet by its headers, as text; null where it is not a row of cash (a total, an empty line).
   * Left out: the columns AWB, amount, deductions and UTR are found by their usual names.
   */
  readRemittance?(row: Readonly<Record<string, string>>): RemittanceRow | null;
}
