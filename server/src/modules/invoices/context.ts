import type { Address } from '#contracts/accounts';
import type { OrderState } from '#contracts/orders';
import type { ShopSettings } from '#contracts/shop-settings';
import type { Money } from '#contracts/values';
import type { Connection, Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Pdf } from '../../kernel/pdf.ts';

/** An order as its papers need it. */
export interface InvoicedOrder {
  id: string;
  number: string;
  buyerId: string;
  sellerId: string;
  state: OrderState;
  lines: readonly {
    variantId: string;
    title: string;
    options: Record<string, string>;
    category: string | null;
    quantity: number;
    price: Money;
  }[];
  delivery: Money;
  fee: Money;
  address: Address;
  history: readonly { state: OrderState; at: number }[];
}

/** What was given back of an order, money and coins together. */
export interface GivenBack {
  refundId: string;
  amount: number;
  /** The goods that came back for it; null where none did. */
  lines: readonly { variantId: string; quantity: number }[] | null;
}

export interface InvoicesDeps {
  db: Database;
  clock: Clock;
  accounts: { names(ids: readonly string[]): Promise<Map<string, string>> };
  orders: {
    find(on: Connection, id: string): Promise<InvoicedOrder | undefined>;
    /** Oldest first; what was exchanged is among them. */
    givenBack(on: Connection, orderId: string): Promise<readonly GivenBack[]>;
  };
  pdf: Pdf;
  shopName: string;
  taxes: ShopSettings['taxes'];
}
