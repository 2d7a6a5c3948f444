import {
  addEvidence,
  importRemittance,
  openDispute,
  preparePayouts,
  rule,
  saveBank,
  settlePayout,
} from '#contracts/settlement';
import type { Database } from '../src/db/connection.ts';
import { newId } from '../src/kernel/ids.ts';
import { accountOf } from '../src/modules/ledger/index.ts';
import { type Chance, seeded } from './random.ts';
import { asBuyer, asSeller, bank, ending, type OpenSettlement, openSettlement } from './settlement/open.ts';

export interface PayoutOrderings {
  orders: number;
  /** Cash orders that were released before their cash came, and any that were before their buyer was satisfied. */
  early: number;
  /** Releases and payouts beyond the one each order and seller should have. */
  double: number;
  /** Orders all of whose money is here and whose buyer is satisfied, and that are not released at the end. */
  stuck: number;
  released: number;
  refunds: number;
  disputes: number;
  /** Rows of couriers' sheets with a flaw that was planted, and those of them that were not flagged. */
  flaws: number;
  unflagged: number;
  /** Paise booked from sheets beyond what matched exactly. */
  guessed: number;
  payouts: number;
  /** Paise paid out that were never released. */
  overpaid: number;
  errors: string[];
  breaks: string[];
  seconds: number;
}

interface Run {
  shop: OpenSettlement;
  chance: Chance;
  report: PayoutOrderings;
  /** Parcels of a courier's that are in no sheet of it. */
  missing: string[];
}
interface Followed {
  id: string;
  sellerId: string;
  buyerId: string;
  awb: string | null;
  total: number;
  completed: boolean;
  remitted: boolean;
  disputed: boolean;
}

/** What a refused step answers: it is no mistake, and no step of ours may answer anything else. */
const expected = new Set([
  'ok',
  'dispute.too-late',
  'dispute.exists',
  'dispute.ruled',
  'order.wrong-move',
  'refund.too-much',
  'cash.not-open',
]);
const attempt = async ({ report }: Run, work: Promise<unknown>): Promise<boolean> => {
  const how = await ending(work);
  if (!expected.has(how)) report.errors.push(how);
  return how === 'ok';
};

const place = async ({ shop, chance }: Run, sellers: readonly string[]): Promise<Followed> => {
  const awb = chance.chance(0.6) ? `AWB${newId().slice(-12)}` : null;
  const order = await shop.place({
    sellerId: chance.one(sellers),
    goods: 10_000 + chance.below(500_000),
    delivery: chance.one([0, 4_900]),
    fee: awb ? chance.one([0, 2_500]) : 0,
    ...(awb && { cash: { courier: 'swift', awb } }),
  });
  await shop.deliver(order.id);
  const { id, sellerId, buyerId, total } = order;
  return { id, sellerId, buyerId, awb, total, completed: false, remitted: awb === null, disputed: false };
};

const refund = async (run: Run, order: Followed): Promise<void> => {
  const amount = 1 + run.chance.below(Math.ceil(order.total * 0.6));
  if (await attempt(run, run.shop.refund(order.id, amount))) run.report.refunds += 1;
};

const quarrel = async (run: Run, order: Followed): Promise<void> => {
  const { shop, chance, report } = run;
  const who = asBuyer(order.buyerId);
  const body = { reason: 'damaged', text: 'It has a hole' };
  const opened = await shop.ask(openDispute, { who, params: { id: order.id }, body }).catch((problem) => {
    if (!expected.has(problem.code)) report.errors.push(String(problem.code ?? problem));
  });
  if (!opened) return;
  report.disputes += 1;
  const { id } = opened.dispute;
  const text = { text: 'It had none when it left' };
  await attempt(run, shop.ask(addEvidence, { who: asSeller(order.sellerId), params: { id }, body: text }));
  await shop.told();
  if (await isReleased(shop, order)) report.early += 1;
  const held = await shop.balance(accountOf.held(order.id));
  const back = chance.one([0, Math.floor(held / 2), held]);
  const ruling = { refund: back, reason: 'As the pictures show', refundTo: { kind: 'upi', vpa: 'asha@upi' } };
  // Two operators rule at the same moment: one of the rulings stands.
  const rulings = [ruling, { ...ruling, refund: 0 }].map((one) =>
    shop.ask(rule, { params: { id }, body: one }),
  );
  await Promise.all(rulings.map((one) => attempt(run, one)));
  order.completed = true;
};

const isReleased = async (shop: OpenSettlement, { id }: Followed): Promise<boolean> =>
  (await shop.books.releaseOf(shop.deps.db, id)) !== undefined;

const look = async ({ shop, report }: Run, order: Followed): Promise<void> => {
  const released = await isReleased(shop, order);
  if (released && !(order.completed && order.remitted)) report.early += 1;
};

/** All steps of one order in an order of chance, some of them at the same moment. */
const live = async (run: Run, order: Followed): Promise<void> => {
  const { shop, chance } = run;
  const steps: (() => Promise<unknown>)[] = [
    async () => {
      await shop.complete(order.id);
      order.completed ||= (await shop.find(order.id))?.state === 'completed';
    },
    async () => {
      if (!order.awb) return;
      order.remitted = true;
      await attempt(run, shop.remit(order.id));
    },
  ];
  if (chance.chance(0.3)) steps.push(() => refund(run, order));
  if (chance.chance(0.25)) steps.push(() => quarrel(run, order));
  steps.sort(() => chance.next() - 0.5);
  for (const step of steps) {
    // Told after the step, or only with a later one, while the same is asked for by a second process.
    await step();
    if (chance.chance(0.7)) await Promise.all([shop.told(), shop.api.release(order.id)]);
    await look(run, order);
  }
};

/** A sheet with every flaw there is; what it should book is booked, all else is flagged. */
const flawedSheet = async (run: Run, sellers: readonly string[]): Promise<void> => {
  const { shop, report } = run;
  const some: Followed[] = [];
  while (some.length < 6) {
    const order = await place(run, sellers);
    if (order.awb) some.push(order);
  }
  const [good, short, extra, twice, unreadable, missing] = some as [
    Followed,
    Followed,
    Followed,
    Followed,
    Followed,
    Followed,
  ];
  const rupees = (paise: number) => (paise / 100).toFixed(2);
  const rows = [
    [good.awb, rupees(good.total)],
    [short.awb, rupees(short.total - 100)],
    [extra.awb, rupees(extra.total + 100)],
    [twice.awb, rupees(twice.total)],
    [twice.awb, rupees(twice.total)],
    [unreadable.awb, '12.345.6'],
    [`X${newId().slice(-8)}`, '500.00'],
  ];
  const file = `AWB,COD Amount\n${rows.map((row) => row.join(',')).join('\n')}\n`;
  const { remittance } = await shop.ask(importRemittance, { query: { courier: 'swift', utr: 'U1' }, file });
  const states = remittance.rows.map((row) => row.state).join(' ');
  report.flaws += 6;
  run.missing.push(missing.awb ?? '');
  if (states !== 'matched short extra matched duplicate unreadable unknown') report.unflagged += 1;
  report.guessed += Math.abs(remittance.collected - good.total - twice.total);
  for (const left of [short, extra, unreadable, missing])
    report.guessed += (await shop.balance(accountOf.held(left.id))) === left.total ? 0 : left.total;
  for (const order of [good, twice]) {
    order.remitted = true;
    await shop.complete(order.id);
    order.completed = true;
  }
  await shop.told();
};

/** When cash should long have come, what was in no sheet is named by the next one, and nothing else is. */
const lookForMissing = async ({ shop, report, missing }: Run): Promise<void> => {
  shop.clock.pass(30 * 86_400_000);
  const file = `AWB,COD Amount\nX${newId().slice(-8)},500.00\n`;
  const { remittance } = await shop.ask(importRemittance, { query: { courier: 'swift', utr: 'U2' }, file });
  const named = new Set(remittance.missing.map(({ awb }) => awb));
  report.unflagged += missing.filter((awb) => !named.delete(awb)).length + named.size;
};

const payOut = async (run: Run): Promise<void> => {
  const { shop, chance, report } = run;
  // Two operators ask at the same moment.
  const both = await Promise.all([shop.ask(preparePayouts), shop.ask(preparePayouts)]);
  const prepared = both.flatMap((one) => one.payouts);
  const sellers = prepared.map((one) => one.seller.id);
  report.double += sellers.length - new Set(sellers).size;
  for (const { id } of prepared) {
    const state = chance.chance(0.15) ? 'failed' : 'paid';
    const asked = { params: { id }, body: { state, reference: `R-${id}` } };
    await Promise.all([shop.ask(settlePayout, asked), shop.ask(settlePayout, asked)].map(ending));
    report.payouts += 1;
  }
};

const sums = async (run: Run, orders: readonly Followed[]): Promise<void> => {
  const { shop, report } = run;
  for (const order of orders) {
    const released = await isReleased(shop, order);
    if (released) report.released += 1;
    const held = await shop.balance(accountOf.held(order.id));
    if (!released && order.completed && order.remitted && held > 0) report.stuck += 1;
    const entries = await shop.books.entriesOf(shop.deps.db, [order.id]);
    report.double += Math.max(0, entries.filter((one) => one.kind === 'released').length - 1);
  }
  report.breaks = await shop.breaks();
  report.overpaid = report.breaks.filter((one) => one.startsWith('I7 seller')).length;
};

/**
 * Promise P5: orders whose completion, cash, refunds and disputes come in orders of chance and partly at the same
 * moment, couriers' sheets with every flaw, and payouts that two operators prepare and settle at once.
 */
export const payoutOrderings = async (given: {
  db: Database;
  orders: number;
  seed: number;
}): Promise<PayoutOrderings> => {
  const started = performance.now();
  const shop = await openSettlement(given.db);
  await shop.listen();
  const chance = seeded(given.seed);
  const report: PayoutOrderings = {
    orders: given.orders,
    early: 0,
    double: 0,
    stuck: 0,
    released: 0,
    refunds: 0,
    disputes: 0,
    flaws: 0,
    unflagged: 0,
    guessed: 0,
    payouts: 0,
    overpaid: 0,
    errors: [],
    breaks: [],
    seconds: 0,
  };
  const run: Run = { shop, chance, report, missing: [] };
  const sellers = Array.from({ length: Math.max(3, Math.ceil(given.orders / 50)) }, newId);
  for (const sellerId of sellers.slice(1)) await shop.ask(saveBank, { who: asSeller(sellerId), body: bank });
  const orders: Followed[] = [];
  for (let at = 0; at < given.orders; at += 1) {
    const order = await place(run, sellers);
    orders.push(order);
    await live(run, order);
    if (at % 50 === 25) await flawedSheet(run, sellers);
    if (at % 40 === 39) await payOut(run);
  }
  shop.clock.pass(120_000);
  await shop.told();
  await shop.api.sweep();
  await payOut(run);
  await sums(run, orders);
  await lookForMissing(run);
  await shop.stop();
  report.seconds = Math.round((performance.now() - started) / 100) / 10;
  return report;
};
