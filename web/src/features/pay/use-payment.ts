import { useEffect, useRef, useState } from 'react';
import { confirmPayment, type Order, resendCode } from '#contracts/orders';
import { call, codeOf, newKey } from '../../lib/api.ts';
import { keys, useMutation, useQueryClient } from '../../lib/query.ts';
import { type Proof, payAtProvider } from './pay-at-provider.ts';

type Given = { proof: Proof } | { code: string };

/** The shop could not tell yet: it goes on asking the bank, and the order is looked at until it says. */
export const isChecking = (failure: unknown): boolean =>
  ['payment.checking', 'network.unreachable', 'shop.busy', 'key.in-progress'].includes(codeOf(failure) ?? '');

const useKeep = () => {
  const queries = useQueryClient();
  return ({ order }: { order: Order }) => {
    queries.setQueryData(keys.order(order.id), order);
    for (const queryKey of [keys.orders, keys.basket, keys.wallet])
      void queries.invalidateQueries({ queryKey });
  };
};

/** Brings what the buyer did to the shop; the same proof keeps its key, so that a lost answer is found again. */
const useConfirm = (orderId: string) => {
  const keep = useKeep();
  const sent = useRef({ text: '', key: '' });
  return useMutation({
    mutationFn: (body: Given) => {
      const text = JSON.stringify(body);
      if (text !== sent.current.text) sent.current = { text, key: newKey() };
      return call(confirmPayment, { params: { id: orderId }, body, key: sent.current.key });
    },
    onSuccess: keep,
  });
};

/** A browser inside another app left this page to pay, and was sent back with a word of how it went. */
const cameBack = (how: 'failed' | 'checking'): boolean =>
  new URLSearchParams(location.search).get('payment') === how;

/** Pays at the provider's page: open, perhaps fail and try again there, bring the proof home. */
export const usePayment = (order: Order) => {
  const confirm = useConfirm(order.id);
  const [failed, setFailed] = useState(() => (cameBack('failed') ? 'The payment did not go through.' : null));
  /** When the provider's page was left without a word; whether something was paid there is then not known here. */
  const [leftAt, setLeftAt] = useState(() => (cameBack('checking') ? Date.now() : null));
  const page = useRef<AbortController>(null);
  // The order stands, or is not to be: whatever is open at the provider's has nothing left to ask.
  useEffect(() => () => page.current?.abort(), []);
  const pay = useMutation({
    mutationFn: async () => {
      const { action } = order.payment;
      if (action?.kind !== 'checkout') return;
      setLeftAt(null);
      setFailed(null);
      confirm.reset();
      page.current = new AbortController();
      const { signal } = page.current;
      const { paid } = await payAtProvider(action, { onFailed: setFailed, signal });
      if (!paid) setLeftAt(Date.now());
      else await confirm.mutateAsync({ proof: paid }).catch(() => undefined);
    },
  });
  return { pay, failed, leftAt, confirming: confirm.isPending, failure: pay.error ?? confirm.error };
};

export const useCode = (order: Order) => {
  const keep = useKeep();
  const confirm = useConfirm(order.id);
  const resend = useMutation({
    mutationFn: () => call(resendCode, { params: { id: order.id }, key: newKey() }),
    onSuccess: keep,
  });
  return { confirm, resend };
};
