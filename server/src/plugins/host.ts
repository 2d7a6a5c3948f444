import type { EventName } from '../../../sdk/events.ts';
import type { Host } from '../../../sdk/index.ts';
import type { AnyReaction } from '../kernel/events/outbox.ts';
import type { Log } from '../kernel/log.ts';
import type { PaymentsApi } from '../modules/payments/index.ts';

interface HostDeps {
  log: Log;
  payments: Pick<PaymentsApi, 'register'>;
  currency: string;
}

/** What one plugin gets hold of, and what all of them listen to. */
export const pluginHosts = ({ log, payments, currency }: HostDeps) => {
  const listeners: AnyReaction[] = [];
  const hostFor = (plugin: string): Host => ({
    currency,
    log: log.child({ plugin }),
    payments: { add: payments.register },
    events: {
      on: (name: EventName, listen: unknown) =>
        void listeners.push({ name: `${plugin}.${name}`, on: name, run: listen } as AnyReaction),
    },
  });
  return { hostFor, listeners };
};
