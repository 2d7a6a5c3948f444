import type { Order } from '#contracts/orders';
import type { Dispute, Payout } from '#contracts/settlement';
import { operatorToken } from '../server/test/app.ts';
import { personOf, referenceOf } from './money-shop.ts';
import { type MortalShop, type Roamer, roamer } from './p08-mortal-shop.ts';

const hour = 3_600_000;
const day = 24 * hour;
const price = 49_900;

interface World {
  shop: MortalShop;
  owner: Roamer;
  /** A product of its own for each journey. */
  product(stock: number): Promise<string>;
  person(): number;
}
type Placed = { order: Order; buyer: Roamer };
type Payment = 'razorpay' | 'cash-on-delivery';

export const openWorld = async (shop: MortalShop): Promise<World> => {
  const owner = roamer(shop, { authorization: `Bearer ${operatorToken}` });
  let people = 0;
  const account = await shop.double.control.account({ name: 'The shop’s seller' });
  await owner.send('PUT', '/api/studio/bank', {
    body: { name: 'Asha', account: '50100012345678', ifsc: 'HDFC0001234', linkedAccount: account.id },
  });
  let products = 0;
  return {
    shop,
    owner,
    person: () => ++people,
    product: async (stock) => {
      products += 1;
      const body = { title: `Thing ${products}`, variants: [{ price, stock }] };
      type Made = { product: { variants: { id: string }[] } };
      const made = await owner.send<Made>('POST', '/api/studio/products', { body });
      return made.product.variants[0]?.id ?? '';
    },
  };
};

const place = async (world: World, variantId: string, payment: Payment): Promise<Placed> => {
  const person = world.person();
  const buyer = roamer(world.shop, { 'x-forwarded-for': `10.9.${person >> 8}.${person & 255}` });
  await buyer.send('PUT', `/api/basket/${variantId}`, { body: { quantity: 1 } });
  const body = {
    lines: [{ variantId, quantity: 1 }],
    address: personOf(person),
    payment,
    expectedTotal: price,
    remember: false,
  };
  const { order } = await buyer.send<{ order: Order }>('POST', '/api/orders', { body });
  return { order, buyer };
};

const payAndBring = async (world: World, { order, buyer }: Placed): Promise<void> => {
  const proof = await world.shop.double.control.pay({ order_id: referenceOf(order) });
  await buyer.send('POST', `/api/orders/${order.id}/payment`, { body: { proof }, allow: [409] });
  await world.shop.pass(6_000);
};

const move = (world: World, order: Order, body: { to: string; courier?: string; tracking?: string }) =>
  world.owner.send('POST', `/api/studio/orders/${order.id}/move`, { body });

const deliver = async (world: World, order: Order): Promise<void> => {
  await move(world, order, { to: 'packed' });
  await move(world, order, { to: 'shipped', courier: 'by-hand', tracking: order.id.slice(-12) });
  await move(world, order, { to: 'delivered' });
};

const bought = async (world: World, payment: Payment): Promise<Placed> => {
  const placed = await place(world, await world.product(3), payment);
  if (payment === 'razorpay') await payAndBring(world, placed);
  return placed;
};

/** Checkout, capture, a part back, release, and the seller's share paid out by the provider. */
const paidOnline = async (world: World): Promise<void> => {
  // The answer to the capture is lost, so that it is fetched.
  await world.shop.double.control.faults.add({ route: 'POST /payments/:id/capture', fault: 'F2', times: 1 });
  const placed = await bought(world, 'razorpay');
  const { order, buyer } = placed;
  await world.shop.pass(15_000);
  const body = { amount: 10_000, reason: 'A stain' };
  await world.owner.send('POST', `/api/studio/orders/${order.id}/refund`, { body });
  await deliver(world, order);
  await buyer.send('POST', `/api/orders/${order.id}/satisfied`, { body: {} });
  await world.shop.double.control.force.settle();
  for (let days = 0; days < 4; days += 1) {
    await world.shop.double.control.clock.advance(0);
    await world.shop.pass(day);
  }
};

/** Nobody pays in time; one pays late and finds it still there, another finds it sold. */
const paidLate = async (world: World): Promise<void> => {
  const [free, gone] = [await world.product(1), await world.product(1)];
  const [first, second] = [await place(world, free, 'razorpay'), await place(world, gone, 'razorpay')];
  await world.shop.pass(10 * 60_000 + 1_000, { runsEnd: true });
  await world.shop.pass(5_000, { runsEnd: true });
  await place(world, gone, 'cash-on-delivery');
  for (const { order } of [first, second])
    await world.shop.double.control.pay({ order_id: referenceOf(order), outcome: 'lost' });
  for (let round = 0; round < 4; round += 1) await world.shop.pass(20_000);
};

const cancelled = async (world: World): Promise<void> => {
  const waiting = await place(world, await world.product(1), 'razorpay');
  await waiting.buyer.send('POST', `/api/orders/${waiting.order.id}/cancel`, { body: {} });
  const paid = await bought(world, 'razorpay');
  await paid.buyer.send('POST', `/api/orders/${paid.order.id}/cancel`, { body: {} });
  await world.shop.pass(10_000);
};

/** Cash to escrow to payout. */
const cash = async (world: World): Promise<void> => {
  const { order } = await bought(world, 'cash-on-delivery');
  await deliver(world, order);
  await world.shop.pass(2 * day + hour);
  const sheet = `AWB,Amount\n${order.id.slice(-12)},${(price / 100).toFixed(2)}\n`;
  const path = `/api/operator/remittances?courier=by-hand&utr=UTR${order.id.slice(-6)}`;
  // A sheet that was read to its end by the process that died is known to the next.
  await world.owner.send('POST', path, { body: sheet, type: 'text/csv', allow: [409] });
  const { payouts } = await world.owner.send<{ payouts: Payout[] }>('POST', '/api/operator/payouts');
  await world.owner.send('GET', '/api/operator/payouts/file');
  const { items } = await world.owner.send<{ items: Payout[] }>('GET', '/api/studio/payouts');
  const open = [...payouts, ...items].filter((one) => one.state === 'prepared');
  for (const { id } of new Map(open.map((one) => [one.id, one])).values())
    await world.owner.send('POST', `/api/operator/payouts/${id}`, {
      body: { state: 'paid', reference: 'UTR-OUT' },
      allow: [409],
    });
};

/** What was paid in cash comes back, and is paid back by hand. */
const returned = async (world: World): Promise<void> => {
  const { order, buyer } = await bought(world, 'cash-on-delivery');
  await deliver(world, order);
  const lines = order.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  const made = await buyer.send<{ return: { id: string } }>('POST', `/api/orders/${order.id}/returns`, {
    body: { lines, reason: 'damaged', refundTo: { kind: 'upi', vpa: 'meera@upi' } },
  });
  const path = `/api/studio/returns/${made.return.id}/move`;
  await world.owner.send('POST', path, { body: { to: 'accepted' } });
  await world.owner.send('POST', path, { body: { to: 'received' } });
  const { items } = await world.owner.send<{ items: { id: string }[] }>('GET', '/api/operator/refunds');
  for (const { id } of items)
    await world.owner.send('POST', `/api/operator/refunds/${id}/paid`, { body: { reference: 'UTR-BACK' } });
};

const ruled = async (world: World): Promise<void> => {
  const { order, buyer } = await bought(world, 'razorpay');
  await deliver(world, order);
  const { dispute } = await buyer.send<{ dispute: Dispute }>('POST', `/api/orders/${order.id}/dispute`, {
    body: { reason: 'damaged', text: 'A hole' },
  });
  const body = { refund: 10_000, reason: 'A small hole' };
  await world.owner.send('POST', `/api/operator/disputes/${dispute.id}/rule`, { body });
  await world.shop.pass(6_000);
};

/** The bank takes money back and gives it again; and cash that never comes is given up. */
const bankAndCourier = async (world: World): Promise<void> => {
  const { order } = await bought(world, 'razorpay');
  const { payments } = await world.shop.double.control.truth(referenceOf(order));
  const made = await world.shop.double.control.force.dispute(payments[0]?.id ?? '', 5_000);
  await world.shop.pass(11 * 60_000);
  await world.shop.double.control.force.disputeEnd(made.id, 'won');
  await world.shop.pass(30 * 60_000);
  const lost = await bought(world, 'cash-on-delivery');
  await deliver(world, lost.order);
  const path = `/api/operator/cash/${lost.order.id}/write-off`;
  await world.owner.send('POST', path, { body: { reason: 'The courier is bankrupt' }, allow: [409] });
};

const secrets = async (world: World): Promise<void> => {
  await world.owner.send('POST', '/api/operator/secrets/reseal');
};

/** A life of money from end to end, in parts that each bring their own buyer. */
export const journeys: Record<string, (world: World) => Promise<void>> = {
  paidOnline,
  paidLate,
  cancelled,
  cash,
  returned,
  ruled,
  bankAndCourier,
  secrets,
};
