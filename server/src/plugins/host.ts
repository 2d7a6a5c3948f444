import type { EventName } from '../../../sdk/events.ts';
import type { Host } from '../../../sdk/index.ts';
import type { Couriers } from '../kernel/couriers.ts';
import type { AnyReaction } from '../kernel/events/outbox.ts';
import type { Log } from '../kernel/log.ts';
import type { MessagesApi } from '../modules/messages/index.ts';
import type { PaymentsApi } from '../modules/payments/index.ts';

interface HostDeps {
  log: Log;
  payments: Pick<PaymentsApi, 'register'>;
  messages: Pick<MessagesApi, 'register'>;
  couriers: Pick<Couriers, 'register'>;
  currency: string;
  secret(name: string): string | undefined;
}

export type HostFor = (plugin: string, secrets: readonly string[]) => Host;

/** What one plugin gets hold of, and what all of them listen to. */
export const pluginHosts = ({ log, payments, messages, couriers, currency, secret }: HostDeps) => {
  const listeners: AnyReaction[] = [];
  const hostFor: HostFor = (plugin, secrets) => ({
    currency,
    log: log.child({ plugin }),
    payments: { add: payments.register },
    couriers: { add: couriers.register },
    messages: { add: messages.register },
    secret: (name) => {
      if (!secrets.includes(name)) throw new Error(`does not name ${name} in its secrets`);
      return secret(name);
    },
    events: {
      on: (name: EventName, listen: unknown) =>
        void listeners.push({ name: `${plugin}.${name}`, on: name, run: listen } as AnyReaction),
    },
  });
  return { hostFor, listeners };
};
