import type * as z from 'zod/mini';
import type { manualRefund } from '#contracts/payments';
import type { RefundTo } from '#contracts/returns';
import { toMoney } from '#contracts/values';
import { fromCursor, toCursor } from '../../kernel/http/place.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { committed, type Payments } from './context.ts';
import { processed } from './note-refund.ts';
import { RefundStore, type StoredRefund } from './store/refunds.ts';

type ManualRefund = z.output<typeof manualRefund>;

const destinationOf = (deps: Payments, { refundId, destination }: StoredRefund): ManualRefund['to'] => {
  if (destination === null) throw new Error(`The refund ${refundId} goes nowhere`);
  const to = JSON.parse(deps.secrets.open(destination, `refund ${refundId}`)) as RefundTo;
  if (to.kind === 'upi') return { kind: 'upi', name: null, address: to.vpa };
  if (to.kind === 'bank') return { kind: 'bank', name: to.name, address: `${to.account} · ${to.ifsc}` };
  throw new Error(`The refund ${refundId} is not to be paid by hand`);
};

export const listManual = async (
  deps: Payments,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ManualRefund[]; next: string | null }> => {
  const place = cursor === undefined ? undefined : fromCursor(cursor);
  const after = place && { owedAt: place.at, refundId: place.id };
  const found = await new RefundStore(deps.db).manual(after, limit + 1);
  const shown = found.slice(0, limit);
  const numbers = await deps.numbers?.(shown.flatMap(({ orderId }) => orderId ?? []));
  const items = shown.map((one): ManualRefund => {
    const orderId = one.orderId ?? one.refundId;
    return {
      id: one.refundId,
      orderId,
      orderNumber: numbers?.get(orderId) ?? orderId,
      amount: toMoney(one.amount),
      to: destinationOf(deps, one),
      owedAt: one.owedAt,
    };
  });
  const last = shown.at(-1);
  return {
    items,
    next: found.length > limit && last ? toCursor({ at: last.owedAt, id: last.refundId }) : null,
  };
};

const atOnce = 200;

/** Seals with the key in use what is sealed with an older one; answers how many could not be. */
export const reseal = async ({ db, secrets, log }: Payments): Promise<number> => {
  const store = new RefundStore(db);
  let left = 0;
  for (let after = ''; ; ) {
    const rows = await store.sealed(after, atOnce);
    for (const one of rows.filter(({ sealed }) => !secrets.isCurrent(sealed)))
      try {
        const about = `refund ${one.id}`;
        await store.reseal(one, secrets.seal(secrets.open(one.sealed, about), about));
      } catch (problem) {
        left += 1;
        log.error({ refundId: one.id, problem: String(problem) }, 'a secret cannot be opened');
      }
    if (rows.length < atOnce) return left;
    after = rows.at(-1)?.id ?? '';
  }
};

/** Paid by hand, with the bank's reference: booked and recorded. A second time changes nothing. */
export const settleManual = (
  deps: Payments,
  { id, reference, who }: { id: string; reference: string; who: Who },
): Promise<void> =>
  committed(deps, 'payments/settle by hand', async (tx) => {
    const refund = await new RefundStore(tx).find(id);
    if (!refund || refund.kind === 'source') throw new Refusal('refund.unknown');
    const isNew = await processed(deps, tx, { refund, from: 'bank', by: reference });
    if (isNew)
      await deps.audit.record(tx, {
        actor: who,
        action: 'refund.paid-by-hand',
        about: id,
        details: { orderId: refund.orderId, amount: refund.amount, reference },
      });
  });
