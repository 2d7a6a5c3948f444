import * as z from 'zod/mini';
import type { Address } from '#contracts/accounts';
import type { PaymentMethod } from '#contracts/shop';
import { id, type Money } from '#contracts/values';
import type { Authorisation, PaymentProvider } from '../../../../sdk/index.ts';
import type { Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import { type AnyJob, type JobQueue, job } from '../../kernel/jobs/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { PaymentsApi } from './api.ts';
import { type PaymentState, PaymentStore } from './store.ts';

export type * from './api.ts';

export interface PaymentsDeps {
  db: Database;
  clock: Clock;
  jobs: JobQueue;
  /** ISO 4217 of the shop. */
  currency: string;
}

/** What an order asks of a way of paying. */
export interface Due {
  orderId: string;
  method: string;
  amount: Money;
  address: Address;
}

interface OldApi {
  /** Brings a way of paying into the shop; refuses a second one of the same id. */
  register(provider: PaymentProvider): void;
  /** The shop's ways of paying, with what each adds to this total. */
  methods(total: Money): PaymentMethod[];
  find(method: string): Pick<PaymentProvider, 'id' | 'title' | 'note' | 'fee'> | undefined;
  /** Asks the provider; writes nothing, so it may be asked again. A decline is an answer. */
  authorise(due: Due): Promise<Authorisation>;
  /** Keeps an authorisation, together with the order it pays. */
  keep(due: Due & { reference: string }, tx: Tx): Promise<void>;
  /** Gives up an authorisation that no order came of; there may be none. */
  void(due: Pick<Due, 'orderId' | 'method'>): Promise<void>;
  /** The order is cancelled: its payment is void from this transaction on, and the provider is told after it. */
  giveUp(orderId: string, tx: Tx): Promise<void>;
  state(orderIds: readonly string[]): Promise<Map<string, PaymentState>>;
}

const voided = z.object({ orderId: id, method: z.string() });

/** Ways of paying come from plugins; this module knows them by their ids, and keeps what they promised. */
export const payments = (
  deps: PaymentsDeps,
): { api: OldApi & PaymentsApi; routes: AnyServed[]; jobs: AnyJob[]; reactions: [] } => {
  const { clock, db, jobs } = deps;
  const providers = new Map<string, PaymentProvider>();

  const provider = (method: string): PaymentProvider => {
    const found = providers.get(method);
    if (!found) throw new Error(`No plugin brings the way of paying ${method}`);
    return found;
  };

  const voidAtProvider = job({
    name: 'payments.void',
    payload: voided,
    // Doubling from one second, twelve tries span more than an hour of a provider's absence.
    attempts: 12,
    run: ({ orderId, method }) => provider(method).void(orderId),
  });

  const api: OldApi = {
    register: (one) => {
      if (providers.has(one.id)) throw new Error(`Two plugins bring the way of paying ${one.id}`);
      providers.set(one.id, one);
    },
    methods: (total) =>
      [...providers.values()].map((one) => ({
        id: one.id,
        title: one.title,
        fee: one.fee(total),
        note: one.note,
      })),
    find: (method) => providers.get(method),
    authorise: async ({ method, ...due }) => {
      const one = providers.get(method);
      if (!one) throw new Refusal('payment.unknown-method', { method });
      return one.authorise({ ...due, currency: deps.currency });
    },
    keep: (due, tx) => new PaymentStore(tx).add(due, clock.now()),
    void: ({ orderId, method }) => provider(method).void(orderId),
    giveUp: async (orderId, tx) => {
      const method = await new PaymentStore(tx).giveUp(orderId, clock.now());
      if (method) await jobs.add(voidAtProvider, { orderId, method }, { tx });
    },
    state: (orderIds) => new PaymentStore(db).states(orderIds),
  };
  return {
    api: api as OldApi & PaymentsApi,
    routes: [],
    jobs: [voidAtProvider] as unknown as AnyJob[],
    reactions: [],
  };
};
