import type { Order } from '#contracts/orders';
import { type Chance, seeded } from '../server/test/random.ts';
import type { Visitor } from '../server/test/visitor.ts';
import { changesBetween, dump } from './dump.ts';
import { buyerAt, type MoneyShop, openMoneyShop, webhookOf } from './money-shop.ts';
import { rest } from './money-truth.ts';
import { read, sign, ways } from './p07-forgeries.ts';
import { inParallel, type LeoPromise } from './promise.ts';
import { movableClock } from './shop-clock.ts';
import { type Heard, headersOf, openSink, post } from './webhook-sink.ts';

const size = {
  short: { orders: 4, messages: 120, proofs: 40, genuine: 30 },
  full: { orders: 40, messages: 4_000, proofs: 1_000, genuine: 500 },
};

/** The provider gives up after five seconds. */
const longest = 5_000;

interface Placed {
  buyer: Visitor;
  order: Order;
  proof: Record<string, string>;
}
/** Proofs as a browser brings them, none of which is of this order. */
const proofs: Record<string, (own: Placed, other: Placed) => Record<string, unknown>> = {
  'of another, cheaper order': (_, other) => other.proof,
  'another’s payment for this order': (own, other) => ({
    ...other.proof,
    razorpay_order_id: String(own.proof['razorpay_order_id']),
  }),
  'another’s signature': (own, other) => ({
    ...own.proof,
    razorpay_payment_id: other.proof['razorpay_payment_id'],
  }),
  'upper case': (own) => ({
    ...own.proof,
    razorpay_signature: String(own.proof['razorpay_signature']).toUpperCase().replaceAll(/\d/g, 'A'),
  }),
  short: (own) => ({
    ...own.proof,
    razorpay_signature: String(own.proof['razorpay_signature']).slice(0, 40),
  }),
  empty: (own) => ({ ...own.proof, razorpay_signature: '' }),
  'a list': (own) => ({ ...own.proof, razorpay_signature: [own.proof['razorpay_signature']] }),
  'an object': (own) => ({ ...own.proof, razorpay_signature: { $ne: '' } }),
  missing: (own) => ({ razorpay_payment_id: own.proof['razorpay_payment_id'] }),
  'a path for an id': (own) => ({ ...own.proof, razorpay_payment_id: '../payments/pay_1/capture' }),
};

const buy = async (shop: MoneyShop, index: number, variantId: string): Promise<Placed> => {
  const buyer = buyerAt(shop.url, index);
  const { order, end } = await shop.place(buyer, { lines: [{ variantId, quantity: 1 }] });
  if (!order) throw new Error(`An order could not be placed: ${end}`);
  return { buyer, order, proof: {} };
};

/** Cheap ones that are paid and settled, and dear ones whose buyers have only the page open. */
const prepare = async (shop: MoneyShop, orders: number): Promise<{ cheap: Placed[]; dear: Placed[] }> => {
  const [low, high] = [await shop.product(orders, 10_000), await shop.product(orders, 9_999_900)];
  const cheap: Placed[] = [];
  const dear: Placed[] = [];
  for (let index = 0; index < orders; index += 1) {
    const paid = await buy(shop, index, low);
    const proof = { ...(await shop.payAtProvider(paid.order)) };
    await shop.bring(paid.buyer, paid.order, proof);
    cheap.push({ ...paid, proof });
    const waiting = await buy(shop, 10_000 + index, high);
    const action = waiting.order.payment.action;
    const reference = action?.kind === 'checkout' ? String(action.options['order_id']) : '';
    const made = { razorpay_order_id: reference, razorpay_payment_id: 'pay_00000000000000' };
    dear.push({
      ...waiting,
      proof: { ...made, razorpay_signature: sign(`${reference}|pay_00000000000000`, 'guessed') },
    });
  }
  return { cheap, dear };
};

const centile = (all: readonly number[], share: number): number =>
  Math.round(all.toSorted((a, b) => a - b)[Math.floor(all.length * share)] ?? 0);

/** Sends so many forged messages, each way in turn; the answers that are not as they should be. */
const forgeMessages = async (
  shop: MoneyShop,
  all: readonly Heard[],
  { count, chance }: { count: number; chance: Chance },
): Promise<string[]> => {
  const surprising: string[] = [];
  const names = Object.keys(ways);
  const secret = shop.double.webhookSecret;
  const forgeries = Array.from({ length: count }, (_, at) => {
    const name = names[at % names.length] ?? '';
    return { name, made: ways[name]?.({ secret, chance, one: chance.one(all), all }) };
  });
  await inParallel(count, 4, async (index) => {
    const { name, made } = forgeries[index] ?? {};
    if (!made) return;
    const { status } = await post(webhookOf(shop.url), made);
    const isRight = made.taken ? status === 200 : status >= 400 && status < 500;
    if (!isRight) surprising.push(`${name}: ${status}`);
  });
  return surprising;
};

/** Brings so many forged proofs for orders nobody has paid; those that were not refused. */
const forgeProofs = async (
  shop: MoneyShop,
  { cheap, dear }: { cheap: readonly Placed[]; dear: readonly Placed[] },
  { count, chance }: { count: number; chance: Chance },
): Promise<string[]> => {
  const surprising: string[] = [];
  const names = Object.keys(proofs);
  for (let index = 0; index < count; index += 1) {
    const name = names[index % names.length] ?? '';
    const own = chance.one(dear);
    const proof = proofs[name]?.(own, chance.one(cheap)) as Record<string, string>;
    const { status } = await shop.bring(own.buyer, own.order, proof);
    if (status < 400 || status >= 500) surprising.push(`proof, ${name}: ${status}`);
  }
  return surprising;
};

/** Genuine ones are taken, however often they have come before. */
const sendGenuine = async (
  shop: MoneyShop,
  all: readonly Heard[],
  { count, chance }: { count: number; chance: Chance },
) => {
  const taken: number[] = [];
  let refusedGenuine = 0;
  for (let index = 0; index < count; index += 1) {
    const one = chance.one(all);
    const { status, ms } = await post(webhookOf(shop.url), { body: one.body, headers: headersOf(one) });
    taken.push(ms);
    if (status !== 200) refusedGenuine += 1;
  }
  return { refusedGenuine, genuineP50Ms: centile(taken, 0.5), genuineP99Ms: centile(taken, 0.99) };
};

export const forgedChangesNothing: LeoPromise = {
  id: 'P7',
  says: 'A forged, replayed or foreign message or signature changes nothing',
  keep: async (rig) => {
    const { orders, messages, proofs: tries, genuine } = rig.full ? size.full : size.short;
    const fresh = await rig.open();
    const clock = movableClock();
    const shop = await openMoneyShop(fresh, { clock, seed: rig.seed, webhooks: false });
    const sink = await openSink();
    await shop.double.control.webhooks.set({ url: sink.url });
    const placed = await prepare(shop, orders);
    const resting = { drain: shop.app.drain, clock, on: shop.db };
    const { left } = await rest(resting);
    await shop.double.control.webhooks.idle();
    const chance = seeded(rig.seed);
    const all = sink.heard.filter((one) => read(one).payload.payment !== undefined);
    await shop.books();
    const before = await dump(shop.db);
    const surprising = await forgeMessages(shop, all, { count: messages, chance });
    rig.tell(`${messages} forged messages`);
    surprising.push(...(await forgeProofs(shop, placed, { count: tries, chance })));
    left.push(...(await rest(resting)).left);
    await shop.books();
    const { changed, where } = changesBetween(before, await dump(shop.db));
    const heard = await sendGenuine(shop, all, { count: genuine, chance });
    const { agree } = await shop.books();
    await shop.close();
    await sink.close();
    await fresh.end();
    const wrong = [...new Set(surprising), ...where, ...left];
    return {
      holds: wrong.length === 0 && heard.refusedGenuine === 0 && heard.genuineP99Ms <= longest && agree,
      figures: {
        forgedMessages: messages,
        forgedProofs: tries,
        ways: Object.keys(ways).length + Object.keys(proofs).length,
        changed,
        wronglyAnswered: surprising.length,
        genuine,
        ...heard,
        booksAgree: agree,
        ...(wrong.length > 0 && { wrong: wrong.slice(0, 4).join(' | ') }),
      },
    };
  },
};
