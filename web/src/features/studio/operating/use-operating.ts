import { orderStory, verifyLedger } from '#contracts/ledger';
import { getAlarms, listAudit, listStuck, retryStuck } from '#contracts/operating';
import {
  listManualRefunds,
  listPaymentHealth,
  listReconciliation,
  type ReconciliationRow,
  resolveReconciliation,
  settleManualRefund,
} from '#contracts/payments';
import type { BodyInput } from '#contracts/route';
import {
  getRemittance,
  importRemittance,
  listRemittances,
  payoutFile,
  preparePayouts,
  settlePayout,
  writeOffCash,
} from '#contracts/settlement';
import { listStandings, overrideStanding } from '#contracts/trust';
import { call } from '../../../lib/api.ts';
import { useMutation, useQuery } from '../../../lib/query.ts';
import { studioKeys } from '../keys.ts';
import { useList } from '../parts/listed.tsx';
import { useDo } from '../parts/use-do.ts';

/** Looked at again now and then: an alarm is of use while it is fresh. */
const soonMs = 15_000;

export const useAlarms = () =>
  useQuery({
    queryKey: studioKeys.alarms,
    queryFn: ({ signal }) => call(getAlarms, { signal }),
    staleTime: 2000,
    refetchInterval: soonMs,
  });

export const usePaymentHealth = () =>
  useQuery({
    queryKey: studioKeys.payments,
    queryFn: async ({ signal }) => (await call(listPaymentHealth, { signal })).methods,
    refetchInterval: soonMs,
  });

export const useStuck = () =>
  useQuery({
    queryKey: studioKeys.stuck,
    queryFn: ({ signal }) => call(listStuck, { signal }),
    staleTime: 2000,
    refetchInterval: soonMs,
  });

/** Whatever an operator does may change any of the numbers they look at. */
const touches = [studioKeys.operating, studioKeys.money] as const;

export const useRetryStuck = (id: string) =>
  useDo({ act: (_: void, key: string) => call(retryStuck, { params: { id }, key }), touches });

export const useReconciliation = (state: ReconciliationRow['state'] | undefined) =>
  useList({
    key: studioKeys.reconciliation(state ?? 'all'),
    ask: (cursor, signal) => call(listReconciliation, { query: { state, cursor }, signal }),
  });

export const useResolve = (id: string, done: () => void) =>
  useDo({
    act: (body: BodyInput<typeof resolveReconciliation>, key: string) =>
      call(resolveReconciliation, { params: { id }, body, key }),
    touches,
    done,
  });

export const useManualRefunds = () =>
  useList({
    key: studioKeys.manualRefunds,
    ask: (cursor, signal) => call(listManualRefunds, { query: { cursor }, signal }),
  });

export const useSettleRefund = (id: string, done: () => void) =>
  useDo({
    act: (body: BodyInput<typeof settleManualRefund>, key: string) =>
      call(settleManualRefund, { params: { id }, body, key }),
    touches,
    done,
  });

export const usePreparePayouts = () =>
  useDo({ act: (_: void, key: string) => call(preparePayouts, { key }), touches });

/** The file for the bank as the shop writes it, handed to the browser as a download. */
export const usePayoutFile = () =>
  useMutation({
    mutationFn: () => call(payoutFile, {}),
    onSuccess: ({ name, csv }) => {
      const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
      const link = Object.assign(document.createElement('a'), { href: address, download: name });
      link.click();
      URL.revokeObjectURL(address);
    },
  });

export const useSettlePayout = (id: string, done: () => void) =>
  useDo({
    act: (body: BodyInput<typeof settlePayout>, key: string) =>
      call(settlePayout, { params: { id }, body, key }),
    touches,
    done,
  });

export const useRemittances = () =>
  useList({
    key: studioKeys.remittances,
    ask: (cursor, signal) => call(listRemittances, { query: { cursor }, signal }),
  });

export const useRemittance = (id: string) =>
  useQuery({
    queryKey: studioKeys.remittance(id),
    queryFn: async ({ signal }) => (await call(getRemittance, { params: { id }, signal })).remittance,
  });

interface Sheet {
  file: File;
  courier: string;
  utr: string | undefined;
}

export const useImportRemittance = () =>
  useDo({
    // Sheets come with whatever type the system knows them by; the shop looks at what is in them.
    act: async ({ file, courier, utr }: Sheet, key: string) => {
      const sent = new Blob([file], { type: 'text/csv' });
      return (await call(importRemittance, { query: { courier, utr }, file: sent, key })).remittance;
    },
    keep: (remittance, queries) => queries.setQueryData(studioKeys.remittance(remittance.id), remittance),
    touches,
  });

/** The list of what is missing names orders by what people call them; their story knows their id. */
export const useWriteOff = (orderNumber: string, done: () => void) =>
  useDo({
    act: async (body: BodyInput<typeof writeOffCash>, key: string) => {
      const { order } = await call(orderStory, { params: { id: orderNumber } });
      return call(writeOffCash, { params: { orderId: order.id }, body, key });
    },
    touches,
    done,
  });

export const useStandings = () =>
  useList({
    key: studioKeys.standings,
    ask: (cursor, signal) => call(listStandings, { query: { cursor }, signal }),
  });

export const useOverride = (accountId: string, done: () => void) =>
  useDo({
    act: (body: BodyInput<typeof overrideStanding>, key: string) =>
      call(overrideStanding, { params: { accountId }, body, key }),
    touches,
    done,
  });

export const useAudit = () =>
  useList({
    key: studioKeys.audit,
    ask: (cursor, signal) => call(listAudit, { query: { cursor }, signal }),
  });

export const useVerify = () =>
  useDo({
    act: async (_: void, key: string) => (await call(verifyLedger, { key })).verdict,
    touches: [studioKeys.alarms],
  });

export const useStory = (id: string) =>
  useQuery({
    queryKey: studioKeys.story(id),
    queryFn: ({ signal }) => call(orderStory, { params: { id }, signal }),
    enabled: id !== '',
  });
