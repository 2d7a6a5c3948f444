import { type AnyReaction, type Fact, reaction } from '../../kernel/events/outbox.ts';
import type { SettlementDeps } from './context.ts';
import { followChargeback } from './follow-chargeback.ts';
import { completeOrder, releaseOrder } from './release.ts';
import { ReleaseStore } from './store/releases.ts';
import { noteTransfers } from './transfers.ts';

/** A courier's sheet may name a parcel before anybody has said that it was delivered. */
const noteShipment = async ({ db, orders, clock }: SettlementDeps, orderId: string): Promise<void> => {
  const order = await orders.find(db, orderId);
  if (!order?.shipment) return;
  const { sellerId, buyerId, shipment } = order;
  await new ReleaseStore(db).add([{ orderId, sellerId, buyerId, at: clock.now() }]);
  await new ReleaseStore(db).ship(orderId, shipment);
};

const ended = ['cancelled', 'rto'];

/** From the moment they stand, orders have a release that waits for its time. */
const openReleases = (deps: SettlementDeps, facts: readonly Fact<'order.confirmed'>[]): Promise<void> =>
  new ReleaseStore(deps.db).add(
    facts.flatMap(({ payload: { orderId, buyerId, lines, at } }) => {
      const sellerId = lines[0]?.sellerId;
      return sellerId === undefined ? [] : [{ orderId, sellerId, buyerId, at }];
    }),
  );

/** What settlement does when something has happened elsewhere; each bears to be told again, and in any order. */
export const settlementReactions = (deps: SettlementDeps): AnyReaction[] => [
  reaction({
    name: 'settlement.open',
    on: 'order.confirmed',
    run: (fact) => openReleases(deps, [fact]),
    runAll: (facts) => openReleases(deps, facts),
  }),
  reaction({
    name: 'settlement.close',
    on: 'order.moved',
    run: async ({ payload: { orderId, to } }) => {
      if (ended.includes(to)) await new ReleaseStore(deps.db).close(orderId, deps.clock.now());
    },
  }),
  reaction({
    name: 'settlement.release-returned',
    on: 'order.moved',
    run: async ({ payload: { orderId, to } }) => {
      if (to === 'returned') await completeOrder(deps, orderId);
    },
  }),
  reaction({
    name: 'settlement.ship',
    on: 'order.moved',
    run: async ({ payload: { orderId, to } }) => {
      if (to === 'shipped') await noteShipment(deps, orderId);
    },
  }),
  reaction({
    name: 'settlement.release-completed',
    on: 'order.completed',
    run: async ({ payload: { orderId } }) => void (await completeOrder(deps, orderId)),
  }),
  reaction({
    name: 'settlement.release-remitted',
    on: 'cash.remitted',
    run: async ({ payload: { orderId } }) => void (await releaseOrder(deps, orderId)),
  }),
  reaction({
    name: 'settlement.release-ruled',
    on: 'dispute.ruled',
    run: async ({ payload: { orderId } }) => void (await releaseOrder(deps, orderId)),
  }),
  reaction({
    name: 'settlement.follow-chargeback',
    on: 'payment.disputed',
    run: async ({ payload: { orderIds } }) => {
      for (const orderId of orderIds) await followChargeback(deps, orderId);
    },
  }),
  reaction({
    name: 'settlement.note-transfer',
    on: 'transfer.moved',
    run: async ({ payload: { sellerId } }) =>
      noteTransfers(deps, await new ReleaseStore(deps.db).openTransfers(sellerId, 500)),
  }),
];
