import type { Authorisation } from '../../../../sdk/index.ts';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { saga, waiting } from '../../kernel/saga/saga.ts';
import { confirmPurchase, longNumbers } from './confirm-purchase.ts';
import type { OrdersDeps } from './context.ts';
import { orderNumber, type StoredOrder } from './domain/order.ts';
import { type Asked, inTurn, orderOf, type Placing, type Purchase, paymentOf, waits } from './purchase.ts';
import { OrderStore } from './store/orders.ts';
import { undoPurchase } from './undo-purchase.ts';

const minute = 60_000;
/** A provider that has not answered for so long is not waited for any more: the buyer is told. */
const patience = minute;

const usual = (id: string): string => orderNumber(id);

/** What cannot be bought any more is said in one way, whether it is gone or was never there. */
export const asNotForSale = (problem: unknown): never => {
  if (problem instanceof Refusal && problem.code === 'variant.unknown')
    throw new Refusal('order.not-for-sale', problem.details);
  throw problem;
};

/** Rows of orders that wait; nothing of them stands yet. */
const write = async (o: Purchase, tx: Tx): Promise<Asked> => {
  const store = new OrderStore(tx);
  const written: StoredOrder[] = [];
  for (const one of inTurn(o.orders)) written.push(await store.add(orderOf(o, one, 'awaiting-payment')));
  const numbers = longNumbers(written, usual);
  return numbers ? { numbers } : {};
};

const sendCode = async ({ trust }: OrdersDeps, o: Purchase, tx: Tx): Promise<Asked> => {
  await trust.sendCode(tx, { purchaseId: o.sagaId, accountId: o.buyerId, phone: o.address.phone });
  return { action: (await trust.actionOf(tx, [o.sagaId])).get(o.sagaId) ?? null };
};

/** Stock and coins are the buyer's for a while; a buyer who has nothing to do first needs no while. */
const reserve = async (deps: OrdersDeps, o: Purchase, tx: Tx): Promise<Asked | undefined> => {
  const { catalog, loyalty, payments } = deps;
  if (!waits(o) || o.expiresAt === null) return undefined;
  const { buyerId: accountId, coins, expiresAt: until, sagaId: purchaseId } = o;
  const asked = await write(o, tx);
  if (coins > 0) await loyalty.hold(tx, { purchaseId, accountId, coins, until });
  if (o.online !== null) await payments.open(tx, paymentOf({ ...o, ...asked }, o.online, until));
  const code = o.code ? await sendCode(deps, o, tx) : {};
  for (const { id, lines } of inTurn(o.orders)) {
    const wanted = lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
    await catalog.hold({ holdId: id, lines: wanted, until }, tx).catch(asNotForSale);
  }
  return { ...asked, ...code };
};

const giveUp = async (deps: OrdersDeps, o: Purchase, tx: Tx): Promise<void> => {
  if (!waits(o)) return;
  // The buyer was asked and let the time pass; otherwise it failed before anybody was asked for anything.
  const by = 'action' in o ? 'expiry' : 'failure';
  await undoPurchase(deps, { purchaseId: o.sagaId, by, reason: null }, tx);
};

/** Asks the provider. What it may have done is known from its answer alone, so it is asked again until that comes. */
const askForPayment = async (
  { clock, payments }: OrdersDeps,
  o: Purchase,
): Promise<{ answer: Authorisation } | undefined> => {
  if (o.online === null || o.expiresAt === null) return undefined;
  const payment = paymentOf(o, o.online, o.expiresAt);
  const answer = await payments.authorise(payment).catch((problem: unknown) => {
    if (problem instanceof Refusal && problem.code === 'payment.not-now')
      throw new Refusal('payment.declined', { reason: problem.message, ...problem.details });
    if (!(problem instanceof Refusal) && clock.now() >= o.placedAt + patience)
      throw new Refusal('order.failed');
    throw problem;
  });
  if (answer.outcome === 'declined') throw new Refusal('payment.declined', { reason: answer.reason });
  return { answer };
};

const keepAnswer = async (
  { payments }: OrdersDeps,
  o: Purchase & { answer?: Authorisation },
  tx: Tx,
): Promise<Asked | undefined> => {
  if (!o.answer) return undefined;
  await payments.opened(tx, o.sagaId, o.answer);
  if (o.answer.outcome !== 'pending') return undefined;
  return { action: (await payments.action(tx, [o.sagaId])).get(o.sagaId) ?? null };
};

const waitForBuyer = async (
  { payments, trust }: OrdersDeps,
  o: Purchase,
  tx: Tx,
): Promise<typeof waiting | undefined> => {
  if (!waits(o)) return undefined;
  const orders = await new OrderStore(tx).ofPurchase(o.sagaId, { lock: true });
  if (orders.some((one) => one.state === 'cancelled')) throw new Refusal('order.failed');
  if (o.online !== null && !(await payments.isAuthorised(tx, o.sagaId))) return waiting;
  if (o.code && !(await trust.isConfirmed(tx, o.sagaId))) return waiting;
  return undefined;
};

const confirm = async (deps: OrdersDeps, o: Purchase, tx: Tx): Promise<Asked | undefined> => {
  const orders = await confirmPurchase(deps, o, tx).catch(asNotForSale);
  if (waits(o)) return { confirmedAt: orders[0]?.history.at(-1)?.at ?? o.placedAt };
  // Where nothing is to be remembered, the run's row needs no second statement.
  const numbers = longNumbers(orders, usual);
  return numbers && { numbers };
};

/** Stock before money, money before promise. The run's id is the purchase's, and the payment's. */
export const placeOrderSaga = (deps: OrdersDeps) =>
  saga<Placing>('place-order', { within: deps.times.holdMinutes * minute, failed: 'order.failed' })
    .step(
      'reserve',
      (o, tx) => reserve(deps, o, tx),
      (o, tx) => giveUp(deps, o, tx),
    )
    .remote('ask for payment', (o) => askForPayment(deps, o), { when: ({ online }) => online !== null })
    .step('keep the answer', (o, tx) => keepAnswer(deps, o, tx))
    .step('wait for the buyer', (o, tx) => waitForBuyer(deps, o, tx))
    .step('confirm', (o, tx) => confirm(deps, o, tx))
    .build();
