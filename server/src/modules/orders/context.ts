import type { Address } from '#contracts/accounts';
import type { Image } from '#contracts/media';
import type { Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { SagaRunner } from '../../kernel/saga/runner.ts';
import type { PaymentsApi } from '../payments/index.ts';
import type { Delivery, PricedLine, Wanted } from './domain.ts';

/** A line as catalog quotes it. */
interface Quoted extends PricedLine {
  image: Image | null;
  compareAt: PricedLine['price'] | null;
  available: number;
}

/** What orders needs of catalog: today's prices, and stock that is held, sold and given back. */
export interface Shelves {
  quote(lines: readonly Wanted[]): Promise<Quoted[]>;
  hold(request: { holdId: string; lines: readonly Wanted[]; until: number }, tx: Tx): Promise<void>;
  release(holdId: string, tx: Tx): Promise<void>;
  take(holdId: string, tx: Tx): Promise<void>;
  giveBack(holdId: string, tx: Tx): Promise<void>;
}

export interface OrdersDeps {
  db: Database;
  clock: Clock;
  outbox: Outbox;
  sagas: SagaRunner;
  accounts: { saveAddress(accountId: string, address: Address, tx: Tx): Promise<void> };
  catalog: Shelves;
  payments: Omit<PaymentsApi, 'register' | 'methods'>;
  delivery: Delivery;
}
