/** What a person is told, and why. */
export interface Message {
  /** The same id always means the same message: one that was sent is not sent again. */
  id: string;
  kind: 'code' | 'order' | 'sale';
  /** E.164 where the buyer gave it so. */
  phone: string | null;
  email: string | null;
  /** Plain text; a code stands in it once. */
  text: string;
}

/** A way to reach people: SMS, WhatsApp, e-mail. */
export interface MessageSender {
  /** Kebab-case, e.g. `console`. */
  id: string;
  title: string;
  /** Whether it can reach this person. */
  reaches(to: { phone: string | null; email: string | null }): boolean;
  /** Throws where it is not known to be sent; Leo then tries again, or another sender. */
  send(message: Message): Promise<void>;
}
