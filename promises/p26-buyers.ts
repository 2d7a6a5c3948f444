import { confirmPayment, moveOrder, placeOrder } from '#contracts/orders';
import { newId } from '../server/src/kernel/ids.ts';
import type { Who } from '../server/src/kernel/who.ts';
import type { openOrders } from '../server/test/orders.ts';
import { ending, person } from '../server/test/orders.ts';
import type { Chance } from '../server/test/random.ts';
import { type LyingMachine, minute } from './p26-machine.ts';

export type Shop = ReturnType<typeof openOrders>;
/** How long stock, coins and codes are a buyer's. */
export const holdLasts = 10 * minute;
/** A clock that is followed at nine to eleven tenths of its pace ends a time within these shares of it. */
export const [earliest, latest] = [0.9, 1.12];

export interface Buyer {
  id: string;
  who: Who;
  online: boolean;
  /** When they pay or type the code, in shares of the hold; null: they leave. */
  acts: number | null;
  /** In true time. */
  placed: number;
  ended: number | null;
  code: string;
  coins: number;
  /** How the act ended: a state, or the code of the refusal. */
  answer: string;
}

export interface World {
  shop: Shop;
  machine: LyingMachine;
  chance: Chance;
  variants: readonly string[];
  buyers: Buyer[];
}

export const inTime = ({ acts }: Buyer): boolean => acts !== null && acts < earliest;

/** A third leaves, a third is in time, a third is late; half of each pays at a provider, the others type a code. */
const actsAt = (chance: Chance): number | null => {
  const kind = chance.below(3);
  if (kind === 0) return null;
  return kind === 1 ? 0.05 + chance.next() * 0.82 : 1.2 + chance.next() * 0.4;
};

export const placeOne = async (world: World): Promise<void> => {
  const { shop, machine, chance, variants, buyers } = world;
  const [id, who, online] = [newId(), person(), chance.chance(0.6)];
  const coins = online && chance.chance(0.5) ? 500 : 0;
  if (coins > 0) await shop.earned(who.accountId, coins);
  const told = shop.sent.length;
  const body = shop.one(chance.one(variants), {
    payment: online ? 'test-pay' : 'cash',
    useCoins: coins > 0,
  });
  const answer = await ending(shop.ask(placeOrder, { who, operation: id, body }));
  // Of what is rare, not everybody gets one.
  if (answer === 'stock.sold-out') return;
  const code = /\d{6}/.exec(shop.sent[told]?.text ?? '')?.[0] ?? '';
  const placed = machine.elapsed();
  buyers.push({ id, who, online, acts: actsAt(chance), placed, ended: null, code, coins, answer });
};

const act = async ({ shop }: World, buyer: Buyer): Promise<void> => {
  const { id, who, online, code } = buyer;
  const body = online ? { proof: { ...shop.bank.pay(id) } } : { code };
  buyer.answer = await ending(shop.ask(confirmPayment, { who, params: { id }, body }));
};

export const stateOf = async ({ shop }: World): Promise<Map<string, string>> => {
  const rows = await shop.db.rows<{ id: string; state: string }>('SELECT id, state FROM orders_orders');
  return new Map(rows.map(({ id, state }) => [id, state]));
};

/** Those whose moment it is pay, or type what they were sent. */
export const actAll = async (world: World, before: number): Promise<void> => {
  const now = world.machine.elapsed();
  for (const buyer of world.buyers) {
    const due = buyer.acts === null ? Infinity : buyer.placed + buyer.acts * holdLasts;
    if (due > before && due <= now) await act(world, buyer);
  }
};

/** Notes which waiting orders ended now. */
export const noteEnds = async (world: World): Promise<void> => {
  const states = await stateOf(world);
  for (const buyer of world.buyers)
    if (buyer.ended === null && states.get(buyer.id) === 'cancelled') buyer.ended = world.machine.elapsed();
};

/** The seller sends what stands; it arrives at once. */
export const deliverAll = async (world: World): Promise<string[]> => {
  const { shop } = world;
  const who: Who = { accountId: shop.sellerId, role: 'seller', name: null };
  const delivered: string[] = [];
  for (const [id, state] of await stateOf(world)) {
    if (state !== 'confirmed') continue;
    for (const to of ['packed', 'shipped', 'delivered'] as const)
      await shop.ask(moveOrder, { who, params: { id }, body: { to } });
    delivered.push(id);
  }
  return delivered;
};

const wrongUnits = async ({ shop, variants }: World, stocked: readonly number[]): Promise<string[]> => {
  const found: string[] = [];
  for (const [at, variantId] of variants.entries()) {
    const stock = await shop.stockOf(variantId);
    const [sold] = await shop.db.rows<{ n: number }>(
      `SELECT COUNT(*) AS n FROM orders_lines l JOIN orders_orders o ON o.id = l.order_id
       WHERE l.variant_id = $1 AND o.state NOT IN ('cancelled', 'awaiting-payment')`,
      [variantId],
    );
    const units = (stock?.available ?? 0) + Number(sold?.n ?? 0);
    if (stock?.held !== 0 || stock.available < 0 || units !== stocked[at])
      found.push(`${units} of ${stocked[at]} units are there, ${stock?.held} are held`);
  }
  return found;
};

const wrongMoney = async ({ shop }: World, { id, online, coins, who }: Buyer, stands: boolean) => {
  const found: string[] = [];
  const paid = online && stands ? (shop.bank.asked.get(id) ?? 0) : 0;
  const has = shop.bank.holds(id);
  if (has !== paid) found.push(`${id}: the bank has ${has}, not ${paid}`);
  const left = await shop.free(who.accountId);
  if (left !== (stands ? 0 : coins)) found.push(`${id}: ${left} of ${coins} coins are left`);
  return found;
};

/** What is wrong at the end with the units, the money and the coins of these buyers, whatever the clock has said. */
export const wrongOf = async (world: World, stocked: readonly number[]): Promise<string[]> => {
  const states = await stateOf(world);
  const found = await wrongUnits(world, stocked);
  for (const buyer of world.buyers)
    found.push(...(await wrongMoney(world, buyer, states.get(buyer.id) !== 'cancelled')));
  return [...found, ...(await world.shop.breaks())];
};
