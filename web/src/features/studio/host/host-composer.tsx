import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../lib/api.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import styles from './host-composer.module.css';
import type { HostSession } from './host-session.ts';

/** The host writes into the chat; what was written stays when the shop refuses it. */
export const HostComposer = ({ session, className }: { session: HostSession; className?: string }) => {
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const written = text.trim();
    if (!written || sending) return;
    setSending(true);
    try {
      await session.room.send(written);
      setText('');
      setFailure(null);
    } catch (refused) {
      setFailure(refused);
    }
    setSending(false);
  };
  return (
    <form className={classNames(styles.composer, className)} onSubmit={send}>
      {failure !== null && (
        <p role="alert" className={styles.refused}>
          {sentenceOf(failure)}
        </p>
      )}
      <span className={styles.row}>
        <input
          className={styles.input}
          aria-label="Write to everybody"
          placeholder="Write to everybody"
          maxLength={300}
          autoComplete="off"
          enterKeyHint="send"
          readOnly={sending}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" className={styles.send} aria-label="Send">
          <Icon name="send" size={22} />
        </button>
      </span>
    </form>
  );
};
