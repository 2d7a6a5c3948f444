import type * as z from 'zod/mini';
import type { manualRefund } from '#contracts/payments';
import type { RefundTo } from '#contracts/returns';
import { toMoney } from '#contracts/values';
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

/** Where a page of the list ends. */
const placeOf = ({ owedAt, refundId }: StoredRefund): string =>
  Buffer.from(JSON.stringify([owedAt, refundId])).toString('base64url');
const fromPlace = (cursor: string): { owedAt: number; refundId: string } => {
  try {
    const [owedAt, refundId] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof owedAt === 'number' && typeof refundId === 'string') return { owedAt, refundId };
  } catch {
    // Said below.
  }
  throw new Refusal('request.bad-query', {
    fields: [{ path: 'cursor', message: 'is no place in this list' }],
  });
};

export const listManual = async (
  deps: Payments,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ManualRefund[]; next: string | null }> => {
  const found = await new RefundStore(deps.db).manual(
    cursor === undefined ? undefined : fromPlace(cursor),
    limit + 1,
  );
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
  return { items, next: found.length > limit && last ? placeOf(last) : null };
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
