import type { Tx } from '../../db/connection.ts';
import { type AnyReaction, reaction } from '../../kernel/events/outbox.ts';
import { historyOf } from './assess.ts';
import type { TrustDeps } from './context.ts';
import { addEvent, buyerOf, type EventKind, ownerOf, type TrustEvent } from './store/events.ts';
import { rankStanding } from './store/standings.ts';

type Deps = Pick<TrustDeps, 'db' | 'clock'>;

/** Writes anew where a buyer stands in the operator's list. */
export const rank = async (deps: Pick<TrustDeps, 'clock'>, tx: Tx, accountId: string): Promise<void> => {
  const owner = await ownerOf(tx, accountId);
  const { history } = await historyOf(deps, tx, { accountId: owner });
  await rankStanding(tx, owner, history.points);
};

const note = (deps: Deps, event: TrustEvent): Promise<void> =>
  deps.db.transaction(async (tx) => {
    if (await addEvent(tx, event)) await rank(deps, tx, event.accountId);
  });

const kindOf = (to: string, from: string): EventKind | undefined => {
  if (to === 'shipped' || to === 'delivered' || to === 'rto') return to;
  if (to !== 'cancelled') return undefined;
  return from === 'packed' || from === 'shipped' ? 'cancelled-late' : 'cancelled';
};

/** What trust hears of: a fact that is told again is a row that is there. */
export const trustReactions = (deps: Deps): AnyReaction[] => {
  const none = { sellerId: null, pin: null, cause: null, cash: false };
  return [
    reaction({
      name: 'trust.note-move',
      on: 'order.moved',
      run: async ({ payload: { orderId, buyerId, from, to, at, ...more } }) => {
        const kind = kindOf(to, from);
        if (!kind) return;
        const { sellerId = null, pin = null, cause = null, cod = true } = more;
        await note(deps, { orderId, kind, accountId: buyerId, sellerId, pin, cause, cash: cod, at });
      },
    }),
    reaction({
      name: 'trust.note-dispute',
      on: 'dispute.opened',
      run: ({ payload: { orderId, buyerId, sellerId, at } }) =>
        note(deps, { ...none, orderId, kind: 'disputed', accountId: buyerId, sellerId, at }),
    }),
    reaction({
      name: 'trust.note-ruling',
      on: 'dispute.ruled',
      run: async ({ payload: { orderId, refund, at } }) => {
        // Who gets something back was right, at least in part.
        if (refund > 0) return;
        const accountId = await buyerOf(deps.db, orderId);
        if (accountId === undefined) throw new Error(`Nothing was told yet of the order ${orderId}`);
        await note(deps, { ...none, orderId, kind: 'dispute-lost', accountId, at });
      },
    }),
  ] as AnyReaction[];
};
