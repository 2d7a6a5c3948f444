import type { Order } from '#contracts/orders';
import { seeded } from '../server/test/random.ts';
import { address, type Visitor } from '../server/test/visitor.ts';
import { buyerAt, type MoneyShop, openMoneyShop, referenceOf } from './money-shop.ts';
import { rest, weigh } from './money-truth.ts';
import { inParallel, type LeoPromise } from './promise.ts';
import { breath, type MovableClock, movableClock } from './shop-clock.ts';

const size = { short: 24, full: 400 };
const limit = 5_000;
const second = 1_000;
const holdMinutes = 10;
/** Somebody leaves this often, ms of the shop's clock: 1,500 holds end in a minute. */
const apart = 40;

const kinds = ['tab closed', 'app killed', 'failed', 'timed out', 'dismissed', 'no code'] as const;
type Kind = (typeof kinds)[number];

interface Left {
  kind: Kind;
  order: Order | undefined;
}

/** The request is on its way when the app goes away with its connection. */
const placeAndDie = async (shop: MoneyShop, buyer: Visitor, variantId: string): Promise<undefined> => {
  await buyer.send('PUT', '/api/account', { body: { name: 'Meera' } });
  const body = {
    lines: [{ variantId, quantity: 1 }],
    address,
    payment: 'razorpay',
    expectedTotal: 49_900,
    remember: false,
  };
  const gone = new AbortController();
  const asked = fetch(`${shop.url}/api/orders`, {
    method: 'POST',
    signal: gone.signal,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      cookie: buyer.cookie(),
    },
    body: JSON.stringify(body),
  });
  // The body is out after a moment; the answer, which waits for the provider, is not there yet.
  setTimeout(() => gone.abort(), 15);
  await asked.catch(() => undefined);
  return undefined;
};

const abandon = async (shop: MoneyShop, index: number, variantId: string): Promise<Left> => {
  const kind = kinds[index % kinds.length] ?? 'tab closed';
  const buyer = buyerAt(shop.url, index);
  if (kind === 'app killed') return { kind, order: await placeAndDie(shop, buyer, variantId) };
  const payment = kind === 'no code' ? 'cash-on-delivery' : 'razorpay';
  const { order, end } = await shop.place(buyer, {
    lines: [{ variantId, quantity: 1 }],
    payment,
    person: index,
  });
  if (!order) throw new Error(`An order could not be placed: ${end}`);
  const outcomes = { failed: 'failure', 'timed out': 'timeout', dismissed: 'dismiss' } as const;
  if (kind in outcomes)
    await shop.double.control.pay({
      order_id: referenceOf(order),
      outcome: outcomes[kind as keyof typeof outcomes],
    });
  return { kind, order };
};

const shelf = async ({ db }: MoneyShop, variantId: string) => {
  const [row] = await db.rows<{ available: number; held: number }>(
    'SELECT available, held FROM catalog_variants WHERE id = $1',
    [variantId],
  );
  return { available: Number(row?.available ?? 0), held: Number(row?.held ?? 0) };
};

/** Milliseconds since the end of the oldest hold that is still held. */
const lagOf = async ({ db }: MoneyShop, now: number): Promise<number> => {
  const [row] = await db.rows<{ first: number | null }>(
    `SELECT MIN(expires_at) AS first FROM orders_orders WHERE state = 'awaiting-payment'`,
  );
  return row?.first == null ? 0 : Math.max(0, now - Number(row.first));
};

/** Passes the time of the holds, to the very end of the first, and then goes as fast as their buyers' clocks. */
const letExpire = async (shop: MoneyShop, clock: MovableClock, variantId: string) => {
  const before = await shelf(shop, variantId);
  const [span] = await shop.db.rows<{ first: number; last: number }>(
    `SELECT MIN(expires_at) AS first, MAX(expires_at) AS last FROM orders_orders WHERE state = 'awaiting-payment'`,
  );
  const [first, last] = [Number(span?.first ?? 0), Number(span?.last ?? 0)];
  clock.pass(first - clock.now() - second);
  await shop.app.drain();
  await breath(1_100);
  const early = (await shelf(shop, variantId)).available - before.available;
  clock.pass(second);
  let [seen, backMs] = [Date.now(), 0];
  for (;;) {
    await breath();
    clock.pass(Date.now() - seen);
    seen = Date.now();
    backMs = Math.max(backMs, await lagOf(shop, clock.now()));
    const { held, available } = await shelf(shop, variantId);
    const back = available - before.available;
    if (held === 0 || clock.now() - last > 60_000) return { early, backMs, back, held: before.held };
  }
};

/** L1: every unit that came back is sold to others, and then the money of those before comes after all. */
const payLate = async (shop: MoneyShop, left: readonly Left[], variantId: string) => {
  const { available } = await shelf(shop, variantId);
  const others = buyerAt(shop.url, 90_000);
  for (let rest = available; rest > 0; rest -= 99) {
    const { order, end } = await shop.place(others, { lines: [{ variantId, quantity: Math.min(99, rest) }] });
    if (!order) throw new Error(`What came back could not be sold: ${end}`);
    await shop.bring(others, order, { ...(await shop.payAtProvider(order)) });
  }
  const { payments } = await shop.double.control.truth();
  const open = new Map(payments.map(({ order_id, id, status }) => [order_id, { id, status }]));
  let late = 0;
  await inParallel(left.length, 8, async (index) => {
    const order = left[index]?.order;
    if (order?.payment.action?.kind !== 'checkout') return;
    const before = open.get(referenceOf(order));
    if (before) await shop.double.control.force.authorise(before.id);
    else await shop.double.control.pay({ order_id: referenceOf(order), outcome: 'lost' });
    late += 1;
  });
  return { resold: available, late };
};

const abandonAll = async (
  shop: MoneyShop,
  { seed, count, clock }: { seed: number; count: number; clock: MovableClock },
  variantId: string,
) => {
  const chance = seeded(seed);
  const turns = Array.from({ length: count }, (_, index) => ({ index, at: chance.next() })).toSorted(
    (a, b) => a.at - b.at,
  );
  const left: Left[] = [];
  await inParallel(count, 8, async (turn) => {
    clock.pass(apart);
    left.push(await abandon(shop, turns[turn]?.index ?? turn, variantId));
  });
  return left;
};

export const aHoldEnds: LeoPromise = {
  id: 'P3',
  says: 'A hold ends: what is not paid is on sale again, and late money never takes a unit that was sold since',
  keep: async (rig) => {
    const count = rig.full ? size.full : size.short;
    const fresh = await rig.open();
    const clock = movableClock();
    const settings = { times: { holdMinutes }, trust: { codeForFirst: true } };
    const shop = await openMoneyShop(fresh, {
      clock,
      seed: rig.seed,
      settings,
      plugins: ['console-messages'],
    });
    const resting = { drain: shop.app.drain, clock, on: shop.db };
    const variantId = await shop.product(count);
    const left = await abandonAll(shop, { seed: rig.seed, count, clock }, variantId);
    // The requests of those whose apps are gone are still being worked on.
    await rest(resting);
    rig.tell(`${count} holds abandoned`);
    const expired = await letExpire(shop, clock, variantId);
    await rest(resting);
    const again = await payLate(shop, left, variantId);
    rig.tell(`${again.late} paid late`);
    const { left: stuck } = await rest(resting);
    const { available, held } = await shelf(shop, variantId);
    const [bad] = await shop.db.rows<{ n: number }>(
      `SELECT COUNT(*) AS n FROM orders_orders WHERE state NOT IN ('cancelled') AND placed_at < $1`,
      [clock.now() - holdMinutes * 60_000],
    );
    const { wrongs, untaken } = await weigh(shop.db, await shop.double.control.truth());
    const { agree } = await shop.books();
    await shop.close();
    await fresh.end();
    const wrong = [...wrongs, ...stuck];
    const tookResold = Number(bad?.n ?? 0);
    const isBack = expired.back === expired.held && expired.backMs <= limit && expired.early === 0;
    return {
      holds: isBack && available === 0 && held === 0 && tookResold === 0 && agree && wrong.length === 0,
      figures: {
        abandoned: expired.held,
        ways: kinds.length,
        endingPerMinute: 60_000 / apart,
        tooEarly: expired.early,
        back: expired.back,
        backMs: expired.backMs,
        resold: again.resold,
        paidLate: again.late,
        tookResold,
        neverCaptured: untaken,
        booksAgree: agree,
        ...(wrong.length > 0 && { wrong: wrong.slice(0, 3).join(' | ') }),
      },
    };
  },
};
