import { listReturns, moveReturn, type ReturnState } from '#contracts/returns';
import type { BodyInput } from '#contracts/route';
import { call } from '../../../lib/api.ts';
import { keys } from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';
import { useList } from '../parts/listed.tsx';
import { useDo } from '../parts/use-do.ts';

export const useReturnList = (state: ReturnState | undefined) =>
  useList({
    key: studioKeys.returns(state ?? 'all'),
    ask: (cursor, signal) => call(listReturns, { query: { state, cursor }, signal }),
  });

export const useMoveReturn = (id: string, orderId: string, done?: () => void) =>
  useDo({
    act: (body: BodyInput<typeof moveReturn>, key: string) => call(moveReturn, { params: { id }, body, key }),
    touches: [studioKeys.allReturns, studioKeys.allOrders, studioKeys.money, keys.order(orderId)],
    done,
  });
