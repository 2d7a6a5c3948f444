import type { Address } from '#contracts/accounts';
import { listInvoices } from '#contracts/invoices';
import type { OrderState } from '#contracts/orders';
import type { ShopSettings } from '#contracts/shop-settings';
import { toMoney } from '#contracts/values';
import type { EventName } from '../../sdk/events.ts';
import { pdfkitPrinter } from '../src/adapters/pdf/index.ts';
import type { Database } from '../src/db/connection.ts';
import { newId } from '../src/kernel/ids.ts';
import type { Who } from '../src/kernel/who.ts';
import { type GivenBack, type InvoicedOrder, invoices } from '../src/modules/invoices/index.ts';
import { asker } from './catalog.ts';
import { fakeClock } from './clock.ts';

const pune: Address = {
  name: 'Asha Rao',
  phone: '+919800000000',
  pin: '411001',
  line: '12 Laxmi Road',
  city: 'Pune',
  state: 'Maharashtra',
};

/** Lines by price, with how many of each. */
export type Lines = readonly (readonly [price: number, quantity: number, category?: string])[];
export interface Packed {
  sellerId?: string;
  lines?: Lines;
  delivery?: number;
  state?: OrderState;
  to?: string;
}

/** Invoices over orders that the test makes up. */
export const openInvoices = (db: Database, taxes: Partial<ShopSettings['taxes']> = {}) => {
  const clock = fakeClock();
  const orders = new Map<string, InvoicedOrder>();
  const back = new Map<string, GivenBack[]>();
  const names = new Map<string, string>();
  const made = invoices({
    db,
    clock,
    accounts: { names: async (ids) => new Map(ids.map((id) => [id, names.get(id) ?? 'Meera Designs'])) },
    orders: {
      find: async (_on, id) => orders.get(id),
      givenBack: async (_on, id) => back.get(id) ?? [],
    },
    pdf: pdfkitPrinter(),
    shopName: 'Bazaar Pune',
    taxes: { basisPoints: 500, hsn: null, byCategory: {}, ...taxes },
  });
  const ask = asker(made.routes);
  const seller = (): Who => ({ accountId: newId(), role: 'seller', name: 'Meera Designs' });
  return {
    ...made,
    db,
    clock,
    orders,
    names,
    ask,
    seller,
    /** Tells a fact to invoices, as the outbox does. */
    async tell(name: EventName, orderId: string): Promise<void> {
      for (const one of made.reactions.filter(({ on }) => on === name))
        await one.run({ id: newId(), name, at: clock.now(), payload: { orderId } } as never);
    },
    order(given: Packed = {}): InvoicedOrder {
      const { sellerId = newId(), lines = [[49_900, 1]], delivery = 0, state = 'packed', to } = given;
      const id = newId();
      const order: InvoicedOrder = {
        id,
        number: `LEO-${id.slice(-6)}`,
        buyerId: newId(),
        sellerId,
        state,
        lines: lines.map(([price, quantity, category], at) => ({
          variantId: newId(),
          title: `Kurta ${at}`,
          options: { size: 'M' },
          category: category ?? null,
          quantity,
          price: toMoney(price),
        })),
        delivery: toMoney(delivery),
        fee: toMoney(0),
        address: to ? { ...pune, state: to } : pune,
        history: [
          { state: 'confirmed', at: 0 },
          { state: 'packed', at: 1 },
        ],
      };
      orders.set(id, order);
      return order;
    },
    move: (order: InvoicedOrder, state: OrderState) => orders.set(order.id, { ...order, state }),
    giveBack: (order: InvoicedOrder, amount: number, lines: GivenBack['lines'] = null) =>
      back.set(order.id, [...(back.get(order.id) ?? []), { refundId: newId(), amount, lines }]),
    async papers(order: InvoicedOrder) {
      const who: Who = { accountId: order.buyerId, role: 'buyer', name: null };
      return (await ask(listInvoices, { who, params: { id: order.id } })).invoices;
    },
  };
};
