import type { Order } from '#contracts/orders';
import { seeded } from '../server/test/random.ts';
import { changesBetween, dump } from './dump.ts';
import { buyerAt, type MoneyShop, openMoneyShop, webhookOf } from './money-shop.ts';
import { onItsWay, rest, weigh } from './money-truth.ts';
import { inParallel, type LeoPromise, type Rig } from './promise.ts';
import { breath, type MovableClock, movableClock } from './shop-clock.ts';
import { type Heard, headersOf, openSink, post } from './webhook-sink.ts';

const size = { short: 40, full: 600 };
const limit = 60_000;
const times = 3;
const review = 11 * 60_000;

interface Paid {
  order: Order;
  /** Another buyer's visitor cancels it after it was paid. */
  cancels: boolean;
}

/** Buyers who pay and close the window: nobody tells the shop anything. A tenth pays twice, a tenth fails first. */
const payAll = async (shop: MoneyShop, rig: Rig, count: number): Promise<Paid[]> => {
  const chance = seeded(rig.seed);
  const variantId = await shop.product(count);
  const plans = Array.from({ length: count }, () => ({
    fails: chance.chance(0.1),
    cancels: chance.chance(0.1),
  }));
  const paid: Paid[] = [];
  await inParallel(count, 8, async (index) => {
    const buyer = buyerAt(shop.url, index);
    const { order, end } = await shop.place(buyer, { lines: [{ variantId, quantity: 1 }] });
    if (!order) throw new Error(`An order could not be placed: ${end}`);
    const plan = plans[index] ?? { fails: false, cancels: false };
    const reference = String(
      order.payment.action?.kind === 'checkout' && order.payment.action.options['order_id'],
    );
    if (plan.fails) await shop.double.control.pay({ order_id: reference, outcome: 'failure' });
    await shop.double.control.pay({ order_id: reference, outcome: 'lost' });
    paid.push({ order, cancels: plan.cancels });
  });
  return paid;
};

/** Until every payment is captured and nothing is on its way; by the shop's clock. */
const untilFinal = async (shop: MoneyShop, clock: MovableClock, count: number) => {
  const began = clock.now();
  for (;;) {
    await shop.app.drain();
    await breath();
    const captured = await shop.db.rows(`SELECT payment_id FROM payments_payments WHERE state = 'captured'`);
    const left = await onItsWay(shop.db);
    const ms = clock.now() - began;
    if (captured.length === count && left.length === 0) return { ms, final: count };
    if (ms > limit) return { ms, final: captured.length };
    clock.pass(1_000);
  }
};

const shuffled = <T>(all: readonly T[], seed: number): T[] => {
  const chance = seeded(seed);
  return all
    .map((one) => ({ one, at: chance.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
};

/** All of them at once, shuffled, each so many times; how many were not taken. */
const sendLate = async (shop: MoneyShop, heard: readonly Heard[], seed: number) => {
  const late = shuffled(Array.from({ length: times }, () => heard).flat(), seed);
  let refused = 0;
  await inParallel(late.length, 8, async (index) => {
    const one = late[index];
    if (!one) return;
    const { status } = await post(webhookOf(shop.url), { body: one.body, headers: headersOf(one) });
    if (status !== 200) refused += 1;
  });
  return { lateMessages: late.length, lateRefused: refused };
};

/** The sellers cancel what was paid: refunds, of which nobody tells either. */
const cancelSome = async (shop: MoneyShop, paid: readonly Paid[]): Promise<number> => {
  const cancelled = paid.filter(({ cancels }) => cancels);
  for (const { order } of cancelled)
    await shop.owner.send('POST', `/api/studio/orders/${order.id}/move`, {
      body: { to: 'cancelled', reason: 'Cancelled' },
    });
  return cancelled.length;
};

export const noWebhookNeeded: LeoPromise = {
  id: 'P6',
  says: 'Leo works with no webhook at all, and late ones change nothing',
  keep: async (rig) => {
    const count = rig.full ? size.full : size.short;
    const fresh = await rig.open();
    const clock = movableClock();
    const shop = await openMoneyShop(fresh, { clock, seed: rig.seed, webhooks: false });
    const resting = { drain: shop.app.drain, clock, on: shop.db };
    const sink = await openSink();
    await shop.double.control.webhooks.set({ url: sink.url });
    const paid = await payAll(shop, rig, count);
    rig.tell(`${count} are paid, and nobody told the shop`);
    const { ms, final } = await untilFinal(shop, clock, count);
    const refunds = await cancelSome(shop, paid);
    const { ms: refundsMs, left } = await rest(resting);
    // Until the reconciler has looked once more at what was captured, and has seen the refunds there as well.
    clock.pass(review);
    await rest(resting);
    await shop.double.control.webhooks.idle();
    rig.tell(`final after ${ms} ms; ${sink.heard.length} messages were kept from the shop`);
    // Looking at the books seals what is new in them.
    await shop.books();
    const before = await dump(shop.db);
    const late = await sendLate(shop, sink.heard, rig.seed + 1);
    const stuck = [...left, ...(await rest(resting)).left];
    const { changed, where } = changesBetween(before, await dump(shop.db));
    const { agree } = await shop.books();
    const { wrongs } = await weigh(shop.db, await shop.double.control.truth());
    await shop.close();
    await sink.close();
    await fresh.end();
    const wrong = [...stuck, ...where, ...wrongs];
    return {
      holds: final === count && ms <= limit && late.lateRefused === 0 && agree && wrong.length === 0,
      figures: {
        payments: count,
        final,
        finalMs: ms,
        refunds,
        refundsMs,
        ...late,
        changed,
        booksAgree: agree,
        ...(wrong.length > 0 && { wrong: wrong.slice(0, 3).join(' | ') }),
      },
    };
  },
};
