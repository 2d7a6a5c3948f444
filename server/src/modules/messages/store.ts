import type { Message } from '../../../../sdk/index.ts';
import type { Connection, Tx } from '../../db/connection.ts';

/** `unsent`: nobody reaches the person. `failed`: every try was in vain. */
export type MessageState = 'waiting' | 'sent' | 'failed' | 'unsent';

interface Row {
  id: string;
  kind: Message['kind'];
  phone: string | null;
  email: string | null;
  text: string | null;
}

export interface NewMessage extends Omit<Message, 'text'> {
  text: string | null;
  state: 'waiting' | 'unsent';
  at: number;
}

/** False where a message of this id is there. */
export const addMessage = async (tx: Tx, message: NewMessage): Promise<boolean> => {
  const { id, kind, phone, email, text, state, at } = message;
  const added = await tx.run(
    `INSERT INTO messages_messages (id, kind, phone, email, text, state, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
    [id, kind, phone, email, text, state, at],
  );
  return added > 0;
};

/** A message that waits to be sent. */
export const findWaiting = async (on: Connection, id: string): Promise<Message | undefined> => {
  const [row] = await on.rows<Row>(
    `SELECT id, kind, phone, email, text FROM messages_messages WHERE id = $1 AND state = 'waiting'`,
    [id],
  );
  return row && row.text !== null ? { ...row, text: row.text } : undefined;
};

/** From here on the text is nowhere. */
export const settleMessage = (
  on: Connection,
  id: string,
  { state, sender, at }: { state: 'sent' | 'failed'; sender: string | null; at: number },
): Promise<number> =>
  on.run(
    `UPDATE messages_messages SET state = $2, sender = $3, settled_at = $4, text = NULL
     WHERE id = $1 AND state = 'waiting'`,
    [id, state, sender, at],
  );

/** Codes that wait since before `before` are worth nothing any more. */
export const forgetCodes = (on: Connection, before: number, now: number): Promise<number> =>
  on.run(
    `UPDATE messages_messages SET state = 'failed', settled_at = $2, text = NULL
     WHERE kind = 'code' AND state = 'waiting' AND created_at < $1`,
    [before, now],
  );
