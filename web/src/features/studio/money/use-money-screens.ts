import { getTaxProfile, saveTaxProfile } from '#contracts/invoices';
import type { BodyInput } from '#contracts/route';
import { getBalance, listPayouts, listStatement, saveBank } from '#contracts/settlement';
import { call } from '../../../lib/api.ts';
import { useMutation, useQuery, useQueryClient } from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';
import { useList } from '../parts/listed.tsx';

/** One's own, or for an operator another seller's. */
export const useBalance = (sellerId: string | undefined) =>
  useQuery({
    queryKey: studioKeys.balance(sellerId ?? 'own'),
    queryFn: ({ signal }) => call(getBalance, { query: { sellerId }, signal }),
    staleTime: 2000,
    refetchInterval: 30_000,
  });

export const useStatement = (sellerId: string | undefined) =>
  useList({
    key: studioKeys.statement(sellerId ?? 'own'),
    ask: (cursor, signal) => call(listStatement, { query: { sellerId, cursor }, signal }),
  });

export const usePayouts = () =>
  useList({
    key: studioKeys.payouts,
    ask: (cursor, signal) => call(listPayouts, { query: { cursor }, signal }),
  });

export const useSaveBank = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof saveBank>) => call(saveBank, { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: studioKeys.money }),
  });
};

export const useTaxProfile = () =>
  useQuery({
    queryKey: studioKeys.taxProfile,
    queryFn: async ({ signal }) => (await call(getTaxProfile, { signal })).profile,
  });

export const useSaveTaxProfile = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof saveTaxProfile>) => call(saveTaxProfile, { body }),
    onSuccess: ({ profile }) => queries.setQueryData(studioKeys.taxProfile, profile),
  });
};
