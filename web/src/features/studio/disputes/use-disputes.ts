import type { BodyInput } from '#contracts/route';
import { addEvidence, type Dispute, listDisputes, rule } from '#contracts/settlement';
import { call } from '../../../lib/api.ts';
import { keys } from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';
import { useList } from '../parts/listed.tsx';
import { useDo } from '../parts/use-do.ts';

export const useDisputes = (state: Dispute['state'] | undefined) =>
  useList({
    key: studioKeys.disputes(state ?? 'all'),
    ask: (cursor, signal) => call(listDisputes, { query: { state, cursor }, signal }),
  });

export const useAddEvidence = (id: string, done: () => void) =>
  useDo({
    act: (body: BodyInput<typeof addEvidence>, key: string) =>
      call(addEvidence, { params: { id }, body, key }),
    touches: [studioKeys.allDisputes],
    done,
  });

export const useRule = (dispute: Dispute, done: () => void) =>
  useDo({
    act: (body: BodyInput<typeof rule>, key: string) => call(rule, { params: { id: dispute.id }, body, key }),
    touches: [
      studioKeys.allDisputes,
      studioKeys.allOrders,
      studioKeys.money,
      studioKeys.operating,
      keys.order(dispute.orderId),
    ],
    done,
  });
