import { Agenda } from './agenda.ts';
import type {
  Dispute,
  KeptCall,
  LinkedAccount,
  Order,
  Payment,
  Refund,
  Reversal,
  Row,
  Settlement,
  Transfer,
  WebhookEvent,
} from './entities.ts';
import { newSettings, type Settings } from './settings.ts';
import { Shelf } from './shelf.ts';
import type { Store } from './store.ts';

const shelvesOf = (store: Store) => ({
  orders: new Shelf<Order>(store, 'order', { receipt: ({ receipt }) => receipt }),
  payments: new Shelf<Payment>(store, 'payment', { order: ({ orderId }) => orderId }),
  refunds: new Shelf<Refund>(store, 'refund', { payment: ({ paymentId }) => paymentId }),
  transfers: new Shelf<Transfer>(store, 'transfer', {
    source: ({ source }) => source,
    account: ({ account }) => account,
  }),
  reversals: new Shelf<Reversal>(store, 'reversal', {
    transfer: ({ transferId }) => transferId,
    refund: ({ refundId }) => refundId,
  }),
  settlements: new Shelf<Settlement>(store, 'settlement', { account: ({ account }) => account }),
  rows: new Shelf<Row>(store, 'row', { entity: ({ entityId }) => entityId }),
  disputes: new Shelf<Dispute>(store, 'dispute', { payment: ({ paymentId }) => paymentId }),
  accounts: new Shelf<LinkedAccount>(store, 'account', {}),
  calls: new Shelf<KeptCall>(store, 'call', {}),
  events: new Shelf<WebhookEvent>(store, 'event', {}),
});

export type Shelves = ReturnType<typeof shelvesOf>;

export interface Books extends Shelves {
  settings: Settings;
  agenda: Agenda;
  saveSettings(): void;
  /** The shop's balance at the gateway, kept up with every row and settlement. */
  balance: number;
  /** Rows no settlement has taken yet. */
  unsettled: Set<Row>;
  saved(): Promise<void>;
  clear(): void;
}

/** What is not written down because it follows from what is. */
const derive = (books: Books): void => {
  books.balance = 0;
  books.unsettled.clear();
  for (const row of books.rows.all) {
    books.balance += row.credit - row.debit;
    if (row.settlementId === null) books.unsettled.add(row);
  }
  for (const { account, amount } of books.settlements.all) if (account === null) books.balance -= amount;
};

export const openBooks = async (store: Store, durable: boolean): Promise<Books> => {
  const shelves = shelvesOf(store);
  const settings = newSettings();
  const kept = await store.load();
  for (const thing of kept) {
    if (thing.kind === 'settings') Object.assign(settings, JSON.parse(thing.body));
    else
      Object.values(shelves)
        .find(({ kind }) => kind === thing.kind)
        ?.load(thing);
  }
  const books: Books = {
    ...shelves,
    settings,
    agenda: new Agenda(),
    balance: 0,
    unsettled: new Set(),
    saveSettings: () => store.put('settings', { id: 'settings', seq: 0 }, settings),
    // Not durable: written behind the answer's back; what was not yet written dies with the process.
    saved: async () => {
      const written = store.saved();
      if (durable) await written;
      else written.catch(() => {});
    },
    clear: () => {
      for (const shelf of Object.values(shelves)) shelf.clear();
      books.agenda.clear();
      derive(books);
    },
  };
  derive(books);
  books.saveSettings();
  return books;
};
