import type * as z from 'zod/mini';
import type { EventName, EventPayload } from './events.ts';
import type { Courier } from './ports/courier.ts';
import type { MessageSender } from './ports/message.ts';
import type { PaymentProvider } from './ports/payment.ts';

/** What a plugin may do in the shop: it registers what it brings. */
export interface Host {
  /** ISO 4217 of the shop. */
  readonly currency: string;
  readonly log: { info(about: object, message: string): void; warn(about: object, message: string): void };
  payments: { add(provider: PaymentProvider): void };
  couriers: { add(courier: Courier): void };
  messages: { add(sender: MessageSender): void };
  /** A line of the shop's .env that the plugin named in `secrets`; undefined where it is not set. */
  secret(name: string): string | undefined;
  /** Listens to facts after they are committed; at least once, never in the way of a sale. */
  events: {
    on<N extends EventName>(
      name: N,
      listen: (fact: { id: string; at: number; payload: EventPayload<N> }) => Promise<void> | void,
    ): void;
  };
}

export interface Plugin<S extends z.core.$ZodType = z.core.$ZodType> {
  /** Kebab-case, unique in a shop. */
  id: string;
  /** The version of this door the plugin was written for. */
  sdk: 1;
  /** What leo.json may say under `settings`; parsed before `setup`. */
  settings: S;
  /** The lines of .env it may read, e.g. `RAZORPAY_KEY_SECRET`. Others it cannot. */
  secrets?: readonly string[];
  setup(host: Host, settings: z.core.output<S>): Promise<void> | void;
}

/** A plugin is a value without side effects at import: the one export a plugin's package must have as `plugin`. */
export const definePlugin = <S extends z.core.$ZodType>(plugin: Plugin<S>): Plugin<S> => plugin;
