import type { Address } from '#contracts/accounts';
import { type ShopSettings, shopSettings } from '#contracts/shop-settings';
import { toMoney } from '#contracts/values';
import type { EventName, EventPayload } from '../../sdk/events.ts';
import type { Message } from '../../sdk/index.ts';
import type { Database, Tx } from '../src/db/connection.ts';
import { newId } from '../src/kernel/ids.ts';
import type { Who } from '../src/kernel/who.ts';
import type { Deed } from '../src/modules/audit/index.ts';
import { type CashWish, trust } from '../src/modules/trust/index.ts';
import { asker } from './catalog.ts';
import { fakeClock } from './clock.ts';
import { pune } from './orders.ts';

export type TrustSettings = ShopSettings['trust'];
/** What a shop has that says nothing about trust. */
export const defaultTrust: TrustSettings = shopSettings.def.shape.trust.parse(undefined);

/** Another phone number each time. */
let phones = 0;
export const anyAddress = (given: Partial<Address> = {}): Address => {
  phones += 1;
  return { ...pune, phone: `+9198${String(phones).padStart(8, '0')}`, ...given };
};

interface Parcel {
  orderId?: string;
  sellerId?: string;
  pin?: string;
  cause?: string;
  cod?: boolean;
}

/** Trust on a database, with a shop that can send codes and be paid online unless told otherwise. */
export const openTrust = (
  db: Database,
  settings: Partial<TrustSettings> = {},
  can: { code?: boolean; online?: boolean } = {},
) => {
  const clock = fakeClock();
  const sent: Message[] = [];
  const deeds: Deed[] = [];
  const names = new Map<string, string>();
  const made = trust({
    db,
    clock,
    settings: { ...defaultTrust, ...settings },
    shop: { name: 'Test shop', currency: 'INR', locale: 'en-IN' },
    accounts: {
      find: async (id) => ({ id, role: 'buyer', name: 'Asha Rao', email: null, phone: null, address: null }),
      names: async (ids) => new Map(ids.map((id) => [id, names.get(id) ?? 'Meera Designs'])),
    },
    audit: { record: async (_tx, deed) => void deeds.push(deed) },
    messages: {
      reaches: () => can.code ?? true,
      send: async (_tx, message) => void sent.push(message),
    },
    payments: { methods: () => [{ kind: (can.online ?? true) ? 'online' : 'on-delivery' }] },
  });
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction(work);

  /** Tells a fact to whoever listens, twice, as the outbox may. */
  const tell = async <N extends EventName>(name: N, payload: EventPayload<N>, times = 2): Promise<void> => {
    for (let time = 0; time < times; time += 1)
      for (const one of made.reactions)
        if (one.on === name) await one.run({ id: newId(), name, at: clock.now(), payload } as never);
  };
  const moved = async (
    buyerId: string,
    to: 'shipped' | 'delivered' | 'rto' | 'cancelled',
    { orderId = newId(), ...parcel }: Parcel & { from?: 'packed' | 'confirmed' } = {},
  ): Promise<string> => {
    clock.pass(1_000);
    const from = to === 'shipped' || to === 'cancelled' ? 'packed' : 'shipped';
    await tell('order.moved', { cod: true, from, ...parcel, orderId, buyerId, to, at: clock.now() });
    return orderId;
  };

  return {
    ...made,
    ask: asker(made.routes),
    db,
    clock,
    sent,
    deeds,
    names,
    inTx,
    tell,
    moved,
    assess: (given: Partial<CashWish> & { accountId: string }) =>
      made.api.assess(db, { address: pune, total: toMoney(54_800), categories: [], ...given }),
    /** The six digits of the last message. */
    code: (): string => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? 'none',
    who: (accountId: string, role: Who['role'] = 'buyer'): Who => ({ accountId, role, name: null }),
  };
};
