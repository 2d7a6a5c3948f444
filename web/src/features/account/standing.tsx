import { type FormEvent, useState } from 'react';
import { appeal, getStanding, type Standing } from '#contracts/trust';
import { call, newKey } from '../../lib/api.ts';
import { plural } from '../../lib/format.ts';
import { keys, useMutation, useQuery, useQueryClient } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { ActionError } from '../../ui/states.tsx';
import styles from './standing.module.css';

const levels: Record<Standing['level'], string> = {
  plain: 'Cash on delivery is open to you.',
  code: 'Cash on delivery is open to you; some orders are confirmed by a one-time code.',
  'part-prepaid': 'Cash on delivery is open to you when a part is paid beforehand.',
  'prepaid-only': 'For now you pay beforehand.',
};

/** How the shop sees this buyer for cash on delivery: never a secret, and never for ever. */
export const StandingSection = () => {
  const { data: standing } = useQuery({
    queryKey: keys.standing,
    queryFn: async ({ signal }) => (await call(getStanding, { signal })).standing,
  });
  if (!standing) return null;
  const { level, reasons, wayUp, counts, appeal: asked } = standing;
  return (
    <section className={styles.standing} aria-labelledby="standing-title">
      <h2 id="standing-title">Cash on delivery</h2>
      <p className={styles.level}>{levels[level]}</p>
      {counts.delivered > 0 && <p>{plural(counts.delivered, 'order')} of yours arrived.</p>}
      {reasons.length > 0 && (
        <ul className={styles.why}>
          {reasons.map((reason) => (
            <li key={reason.code}>{reason.says}</li>
          ))}
        </ul>
      )}
      {wayUp && <p>{wayUp}</p>}
      {asked?.state === 'open' && <p role="status">Your question is with the shop.</p>}
      {asked?.answer && <p>The shop says: {asked.answer}</p>}
      {level !== 'plain' && asked?.state !== 'open' && <Appeal />}
    </section>
  );
};

const Appeal = () => {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const asking = useMutation({
    mutationFn: () => call(appeal, { body: { text }, key: newKey() }),
    onSuccess: (reply) => queries.setQueryData(keys.standing, reply.standing),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  return (
    <details className={styles.appeal}>
      <summary>Do you think this is wrong?</summary>
      <form className={styles.form} onSubmit={submit}>
        <TextArea
          label="What should the shop know?"
          maxLength={1_000}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <ActionError failure={asking.error} />
        <Button type="submit" busy={asking.isPending} disabled={text.trim() === ''}>
          Ask the shop to look again
        </Button>
      </form>
    </details>
  );
};
