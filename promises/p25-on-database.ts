import { appeal } from '#contracts/trust';
import { toMoney } from '#contracts/values';
import { newId } from '../server/src/kernel/ids.ts';
import { type PlayedWish, replayCodOrders } from '../server/test/rto-model.ts';
import { openTrust } from '../server/test/trust.ts';
import type { Rig } from './promise.ts';

interface Played {
  asked: number;
  /** Answers that were not those of the model. */
  differ: number;
  refused: number;
  /** Refusals without a reason or without a way up. */
  unexplained: number;
  buyersRefused: number;
  appeals: number;
}
interface Replay {
  shop: ReturnType<typeof openTrust>;
  /** When the model's year begins. */
  start: number;
  /** Parcels on their way, the first to arrive first. */
  parcels: { orderId: string; wish: PlayedWish; at: number }[];
  played: Played;
  refused: Set<string>;
}

/** Tells what became of the parcels that have arrived by now. */
const tellUntil = async ({ shop, start, parcels }: Replay, now: number): Promise<void> => {
  for (let next = parcels[0]; next && next.at <= now; next = parcels[0]) {
    parcels.shift();
    const { parcel, accountId: buyerId } = next.wish;
    if (!parcel) continue;
    const { kind, cause } = parcel.happened;
    const to = kind === 'rto' ? 'rto' : 'delivered';
    const about = { orderId: next.orderId, buyerId, from: 'shipped', to, at: start + next.at } as const;
    await shop.tell('order.moved', { ...about, cod: true, ...(cause !== null && { cause }) });
  }
};

const send = async ({ shop, parcels }: Replay, wish: PlayedWish): Promise<void> => {
  const { parcel, accountId, address } = wish;
  if (!parcel) return;
  const orderId = newId();
  const note = { orderId, purchaseId: orderId, accountId, address, cash: true };
  await shop.inTx((tx) => shop.api.noteOrder(tx, note));
  if (parcel.confirmed) {
    const code = { purchaseId: orderId, accountId, phone: address.phone };
    await shop.inTx((tx) => shop.api.sendCode(tx, code));
    await shop.api.check(orderId, shop.code());
  }
  parcels.push({ orderId, wish, at: parcel.happened.at });
  parcels.sort((one, other) => one.at - other.at);
};

/** Whoever is refused may say that it was not them, once. */
const appealOf = async ({ shop, played, refused }: Replay, accountId: string): Promise<void> => {
  if (refused.has(accountId)) return;
  refused.add(accountId);
  played.buyersRefused += 1;
  const who = shop.who(accountId);
  const { standing } = await shop.ask(appeal, { who, body: { text: 'It was not me' } });
  if (standing.appeal?.state === 'open') played.appeals += 1;
};

const assess = async (replay: Replay, wish: PlayedWish): Promise<void> => {
  const { shop, played } = replay;
  const { accountId, address, total } = wish;
  const { level, reasons, wayUp } = await shop.assess({ accountId, address, total: toMoney(total) });
  const codes = reasons.map(({ code }) => code).join();
  if (level !== wish.level || codes !== wish.reasons.join()) played.differ += 1;
  if (level !== 'prepaid-only') return;
  played.refused += 1;
  if (reasons.length === 0 || wayUp === null) played.unexplained += 1;
  await appealOf(replay, accountId);
};

/** The model's wishes once more, through the module over a database: its answers have to be those of the model. */
export const replayOnDatabase = async (
  rig: Rig,
  given: { orders: number; refusers: number },
): Promise<Played> => {
  const fresh = await rig.open();
  const shop = openTrust(fresh.db);
  const wishes: PlayedWish[] = [];
  replayCodOrders({ ...given, seed: rig.seed, watch: (wish) => void wishes.push(wish) });
  const played = {
    asked: wishes.length,
    differ: 0,
    refused: 0,
    unexplained: 0,
    buyersRefused: 0,
    appeals: 0,
  };
  const replay: Replay = { shop, start: shop.clock.now(), parcels: [], played, refused: new Set() };
  for (const [number, wish] of wishes.entries()) {
    shop.clock.pass(replay.start + wish.at - shop.clock.now());
    await tellUntil(replay, wish.at);
    await assess(replay, wish);
    await send(replay, wish);
    if (number % 1_000 === 999) rig.tell(`${number + 1} wishes on the database`);
  }
  await fresh.end();
  return played;
};
