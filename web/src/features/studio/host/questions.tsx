import { IconButton } from '../../../ui/button.tsx';
import { useHost } from '../on-air.tsx';
import type { HostSession } from './host-session.ts';
import styles from './questions.module.css';

/** What buyers asked, until the host has answered it. */
export const Questions = ({ session }: { session: HostSession }) => {
  const { questions } = useHost(session);
  if (questions.length === 0)
    return <p className={styles.empty}>Lines of the chat that end with a question mark collect here.</p>;
  return (
    <ul className={styles.list} aria-label="Questions">
      {questions.map((question) => (
        <li key={question.id} className={styles.question}>
          <span className={styles.words}>
            <b>{question.name}</b> {question.text}
          </span>
          <IconButton
            icon="check"
            label={`Answered: ${question.text}`}
            onClick={() => session.dispatch({ type: 'answered', id: question.id })}
          />
        </li>
      ))}
    </ul>
  );
};
