import { listInvoices } from '#contracts/invoices';
import { listOrderReturns, quoteReturn, requestReturn } from '#contracts/returns';
import type { Body, BodyInput } from '#contracts/route';
import { addEvidence, getDispute, openDispute } from '#contracts/settlement';
import { call, newKey } from '../../lib/api.ts';
import { keys, useMutation, useQuery, useQueryClient } from '../../lib/query.ts';

const parts = (orderId: string) => ({
  returns: [...keys.order(orderId), 'returns'] as const,
  dispute: [...keys.order(orderId), 'dispute'] as const,
  invoices: [...keys.order(orderId), 'invoices'] as const,
});

/** Looked at again now and then, as the order is; a refund that is being sent is there within seconds. */
export const useReturns = (orderId: string) =>
  useQuery({
    queryKey: parts(orderId).returns,
    queryFn: async ({ signal }) =>
      (await call(listOrderReturns, { params: { id: orderId }, signal })).returns,
    refetchInterval: ({ state }) =>
      state.data?.some(({ refundState }) => refundState === 'owed') ? 3_000 : 30_000,
  }).data;

export const useDispute = (orderId: string, has: boolean) =>
  useQuery({
    queryKey: parts(orderId).dispute,
    queryFn: async ({ signal }) => (await call(getDispute, { params: { id: orderId }, signal })).dispute,
    enabled: has,
    refetchInterval: 30_000,
  }).data;

export const useInvoices = (orderId: string) =>
  useQuery({
    queryKey: parts(orderId).invoices,
    queryFn: async ({ signal }) => (await call(listInvoices, { params: { id: orderId }, signal })).invoices,
  }).data;

export type ReturnLines = Body<typeof quoteReturn>['lines'];

/** What would go back, before it is asked for. */
export const useReturnQuote = (orderId: string, lines: ReturnLines) =>
  useQuery({
    queryKey: [...parts(orderId).returns, 'quote', lines],
    queryFn: ({ signal }) => call(quoteReturn, { params: { id: orderId }, body: { lines }, signal }),
    enabled: lines.length > 0,
  });

/** Everything about the order is asked for again: a return or a dispute changes what may be done with it. */
const useAsked = <Input>(orderId: string, act: (input: Input) => Promise<unknown>, done: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.order(orderId) });
      done();
    },
  });
};

export const useRequestReturn = (orderId: string, done: () => void) =>
  useAsked(
    orderId,
    (body: BodyInput<typeof requestReturn>) =>
      call(requestReturn, { params: { id: orderId }, body, key: newKey() }),
    done,
  );

export const useOpenDispute = (orderId: string, done: () => void) =>
  useAsked(
    orderId,
    (body: BodyInput<typeof openDispute>) =>
      call(openDispute, { params: { id: orderId }, body, key: newKey() }),
    done,
  );

export const useAddEvidence = (orderId: string, done: () => void) =>
  useAsked(
    orderId,
    ({ id, ...body }: { id: string; text: string; imageId: string | undefined }) =>
      call(addEvidence, { params: { id }, body, key: newKey() }),
    done,
  );
