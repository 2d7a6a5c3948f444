import type { Host } from '../plugin.ts';
import type { Courier } from '../ports/courier.ts';
import type { MessageSender } from '../ports/message.ts';
import type { PaymentProvider } from '../ports/payment.ts';

/** A host without a shop: keeps what a plugin registers and says, for the plugin's own tests. */
export const testHost = ({
  currency = 'INR',
  secrets = {},
}: {
  currency?: string;
  secrets?: Record<string, string>;
} = {}) => {
  const payments: PaymentProvider[] = [];
  const couriers: Courier[] = [];
  const messages: MessageSender[] = [];
  const logged: { level: 'info' | 'warn'; about: object; message: string }[] = [];
  const host: Host = {
    currency,
    log: {
      info: (about, message) => void logged.push({ level: 'info', about, message }),
      warn: (about, message) => void logged.push({ level: 'warn', about, message }),
    },
    payments: { add: (one) => void payments.push(one) },
    couriers: { add: (one) => void couriers.push(one) },
    messages: { add: (one) => void messages.push(one) },
    secret: (name) => (Object.hasOwn(secrets, name) ? secrets[name] : undefined),
    events: { on: () => undefined },
  };
  return { host, payments, couriers, messages, logged };
};
