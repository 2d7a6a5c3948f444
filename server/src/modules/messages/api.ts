import type { Message, MessageSender } from '../../../../sdk/index.ts';
import type { Tx } from '../../db/connection.ts';

/** Where a person can be written to. */
export type Reach = Pick<Message, 'phone' | 'email'>;

export interface MessagesApi {
  /** Brings a way to reach people into the shop; they are tried in this order. Refuses a second one of the same id. */
  register(sender: MessageSender): void;
  /** Whether any sender can reach this person. */
  reaches(to: Reach): boolean;
  /**
   * Keeps a message, and sends it once this transaction is committed. The same id is one message: a second call
   * changes nothing. Where nobody reaches the person it stays unsent.
   */
  send(tx: Tx, message: Message): Promise<void>;
}
