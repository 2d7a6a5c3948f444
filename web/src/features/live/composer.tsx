import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../lib/api.ts';
import { Link } from '../../lib/router.ts';
import { Icon } from '../../ui/icon.tsx';
import { unitsIn, useBasket } from '../basket/use-basket.ts';
import styles from './composer.module.css';
import type { LiveSession } from './session.ts';
import { SoundButton } from './sound.tsx';
import { useChat } from './use-chat.ts';

/** Write, hear, and what is in the basket: one row at the bottom. */
export const Composer = ({ session }: { session: LiveSession }) => {
  const chat = useChat(session);
  return (
    <div className={styles.composer}>
      {chat.failure !== null && (
        <p role="alert" className={styles.refused}>
          {sentenceOf(chat.failure)}
        </p>
      )}
      <div className={styles.row}>
        {chat.step === 'naming' ? (
          <NameForm onName={(name) => void chat.introduce(name)} onCancel={chat.cancel} />
        ) : (
          <LineForm chat={chat} />
        )}
        <SoundButton />
        <BasketLink />
      </div>
    </div>
  );
};

const LineForm = ({ chat }: { chat: ReturnType<typeof useChat> }) => {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void chat.send();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <input
        className={styles.input}
        aria-label="Write in the chat"
        placeholder="Ask about this…"
        maxLength={300}
        enterKeyHint="send"
        autoComplete="off"
        readOnly={chat.step === 'sending'}
        value={chat.text}
        onInput={(event) => chat.setText(event.currentTarget.value)}
      />
      {chat.text.trim() && (
        <button type="submit" className={styles.send} aria-label="Send">
          <Icon name="send" size={22} />
        </button>
      )}
    </form>
  );
};

const NameForm = ({ onName, onCancel }: { onName: (name: string) => void; onCancel: () => void }) => {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onName(name.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <input
        // The form replaces the one just used: focus belongs where typing goes on.
        ref={(input) => input?.focus()}
        className={styles.input}
        aria-label="Your name in the chat"
        placeholder="Your name in the chat"
        autoComplete="nickname"
        maxLength={80}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <button type="submit" className={styles.send} aria-label="Send with this name">
        <Icon name="send" size={22} />
      </button>
    </form>
  );
};

const BasketLink = () => {
  const units = unitsIn(useBasket().data);
  return (
    <Link
      href="/basket"
      className={styles.basket}
      aria-label={units > 0 ? `Basket, ${units}` : 'Basket'}
      title="Basket"
    >
      <Icon name="bag" />
      {units > 0 && (
        <span className={styles.units} aria-hidden="true">
          {units}
        </span>
      )}
    </Link>
  );
};
