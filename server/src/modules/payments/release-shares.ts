import * as z from 'zod/mini';
import { ProviderRefusal, type ProviderTransfer, UnknownOutcome } from '../../../../sdk/index.ts';
import type { Tx } from '../../db/connection.ts';
import { type Job, job } from '../../kernel/jobs/job.ts';
import { committed, type Payments } from './context.ts';
import { flagTransfer, noteTransfer } from './note-transfer.ts';
import { PaymentStore } from './store/payments.ts';
import { type StoredTransfer, TransferStore } from './store/transfers.ts';

const atOnce = 8;
/** A crash is resumed within ten seconds; should whoever had the row be slow and not gone, asking twice is asking once. */
const lease = 9_000;
const afterTrouble = 5 * 60_000;

export const releaseTransfer = async (deps: Payments, tx: Tx, orderId: string): Promise<void> => {
  const released = await new TransferStore(tx).release(orderId, deps.clock.now());
  if (released > 0) await deps.jobs.add(deps.wake.transfer, {}, { tx });
};

const fetched = async (
  deps: Payments,
  { method, transferId, paymentId }: StoredTransfer,
): Promise<ProviderTransfer> => {
  const providerId = (await new PaymentStore(deps.db).find(paymentId))?.providerId;
  const all = await deps.ways.ask(method, 'payments/transfer fetch', async (online) =>
    online.transfers && providerId ? online.transfers.of(providerId) : [],
  );
  const found = all.find((one) => one.id === transferId);
  if (!found) throw new UnknownOutcome('The provider does not list a transfer it made');
  return found;
};

const release = ({ ways }: Payments, { method, transferId }: StoredTransfer): Promise<ProviderTransfer> =>
  ways.ask(method, 'payments/transfer release', async (online) => {
    if (!online.transfers) throw new ProviderRefusal('NO_TRANSFERS', 'This provider holds no shares.');
    return online.transfers.release(transferId);
  });

const work = async (deps: Payments, transfer: StoredTransfer): Promise<void> => {
  const { transferId, paymentId, state } = transfer;
  try {
    const heard = state === 'releasing' ? await release(deps, transfer) : await fetched(deps, transfer);
    await committed(deps, 'payments/transfer note', async (tx) => {
      const row = await new PaymentStore(tx).find(paymentId, { lock: true });
      if (row) await noteTransfer({ deps, tx }, row, heard);
    });
  } catch (problem) {
    deps.log.warn({ transferId, problem: String(problem) }, 'a seller’s share has to be asked for again');
    if (problem instanceof ProviderRefusal && state === 'releasing')
      await committed(deps, 'payments/transfer note', (tx) =>
        flagTransfer(
          { deps, tx },
          transfer,
          `The provider does not release the seller’s share: ${problem.message}`,
        ),
      );
    await new TransferStore(deps.db).checkAt(transfer, deps.clock.now() + afterTrouble);
  }
};

/** Releases what is to be released and looks after the rest, until nothing is due. */
export const transfersDue = async (deps: Payments): Promise<void> => {
  for (;;) {
    const now = deps.clock.now();
    const transfers = await new TransferStore(deps.db).takeDue(now, now + lease, atOnce);
    for (const transfer of transfers) await work(deps, transfer);
    if (transfers.length < atOnce) return;
  }
};

export const transferJob = (deps: () => Payments): Job<Record<string, never>> =>
  job({
    name: 'payments.transfer',
    payload: z.object({}) as z.ZodMiniType<Record<string, never>>,
    attempts: 5,
    lane: 'network',
    run: () => transfersDue(deps()),
  });
