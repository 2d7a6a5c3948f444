import type { RunningDouble } from '../plugins/razorpay/double/start.ts';

const plenty = 1_000_000;

/**
 * Of every call that the shop makes, about one in nine goes wrong: with the three or more that a checkout takes, three
 * in ten of them meet a fault. Hanging for as long as the shop waits (F6, F7) is for the long form.
 */
export const setFaults = async ({ control }: RunningDouble, full: boolean): Promise<void> => {
  const share = full ? 0.009 : 0.011;
  const often = { route: '*', probability: share, times: plenty };
  const faults = ['F1', 'F2', 'F3', 'F4', 'F8', 'F12', 'F14'] as const;
  for (const fault of faults) await control.faults.add({ ...often, fault });
  await control.faults.add({ ...often, fault: 'F4', effect: true });
  await control.faults.add({ ...often, fault: 'F5', retryAfter: 1 });
  for (const field of ['id', 'amount', 'currency'] as const)
    await control.faults.add({ ...often, fault: 'F9', field, probability: share / 3 });
  await control.faults.add({
    ...often,
    fault: 'F10',
    ms: 50,
    route: 'POST /payments/:id/refund',
    probability: 0.1,
  });
  await control.faults.add({ ...often, fault: 'F11', probability: 0.001 });
  await control.faults.add({ ...often, fault: 'F13', location: 'http://127.0.0.1:1/', probability: 0.005 });
  await control.faults.add({ ...often, fault: 'F15', ms: 300, probability: 0.002 });
  if (!full) return;
  await control.faults.add({ ...often, fault: 'F6', ms: 12_000, probability: 0.002 });
  await control.faults.add({ ...often, fault: 'F7', ms: 1_000, probability: 0.002 });
};

/** Messages come double, late, shuffled, never, under wrong signatures and with wrong words in them. */
export const setWebhookFaults = async ({ control }: RunningDouble): Promise<void> => {
  const addFault: typeof control.webhooks.addFault = (rule) =>
    control.webhooks.addFault({ times: plenty, ...rule });
  await addFault({ fault: 'W1', count: 3, probability: 0.05 });
  await addFault({ fault: 'W2', order: 'shuffled', count: 3, probability: 0.05 });
  await addFault({ fault: 'W3', ms: 5_000, probability: 0.03 });
  await addFault({ fault: 'W4', probability: 0.1 });
  for (const fault of ['W5', 'W6', 'W7', 'W9', 'W10', 'W11', 'W15'] as const)
    await addFault({ fault, probability: 0.02 });
  for (const field of ['amount', 'currency'] as const)
    await addFault({ fault: 'W14', field, probability: 0.01 });
  for (const signature of ['bad', 'upper-case', 'empty'] as const)
    await addFault({ fault: 'W8', signature, probability: 0.01 });
};

/** How many calls and messages have been struck so far. */
export const struckSoFar = async ({
  control,
}: RunningDouble): Promise<{ calls: number; messages: number }> => {
  const { faults, webhookFaults } = await control.truth();
  const used = (rules: readonly { times?: number | undefined }[]) =>
    rules.reduce((sum, { times = plenty }) => sum + plenty - times, 0);
  return { calls: used(faults), messages: used(webhookFaults) };
};

export const heal = async ({ control }: RunningDouble): Promise<void> => {
  await control.faults.clear();
  await control.webhooks.clearFaults();
};
