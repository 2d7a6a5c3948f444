import { useState } from 'react';
import { appeal, getStanding, type Standing } from '#contracts/trust';
import { call, newKey } from '../../lib/api.ts';
import { keys, useMutation, useQuery, useQueryClient } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { ActionError } from '../../ui/states.tsx';

const levels: Record<Standing['level'], string> = {
  plain: 'Cash on delivery is open to you.',
  code: 'Cash on delivery is open to you; some orders are confirmed by a one-time code.',
  'part-prepaid': 'Cash on delivery is open to you when a part is paid beforehand.',
  'prepaid-only': 'For now you pay beforehand.',
};

/** How the shop sees this buyer for cash on delivery: never a secret, and never for ever. */
export const StandingSection = () => {
  const queries = useQueryClient();
  const { data: standing } = useQuery({
    queryKey: keys.standing,
    queryFn: async ({ signal }) => (await call(getStanding, { signal })).standing,
  });
  const [text, setText] = useState('');
  const asking = useMutation({
    mutationFn: () => call(appeal, { body: { text }, key: newKey() }),
    onSuccess: (reply) => queries.setQueryData(keys.standing, reply.standing),
  });
  if (!standing) return null;
  const { counts } = standing;
  return (
    <section aria-labelledby="standing-title">
      <h2 id="standing-title">Cash on delivery</h2>
      <p>{levels[standing.level]}</p>
      {counts.delivered > 0 && <p>{counts.delivered} of your orders were delivered.</p>}
      {standing.reasons.length > 0 && (
        <ul>
          {standing.reasons.map((reason) => (
            <li key={reason.code}>{reason.says}</li>
          ))}
        </ul>
      )}
      {standing.wayUp && <p>{standing.wayUp}</p>}
      {standing.appeal?.state === 'open' && <p role="status">Your question is with the shop.</p>}
      {standing.appeal?.answer && <p>The shop says: {standing.appeal.answer}</p>}
      {standing.level !== 'plain' && standing.appeal?.state !== 'open' && (
        <>
          <TextArea
            label="Do you think this is wrong? Tell the shop."
            maxLength={1_000}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <ActionError failure={asking.error} />
          <Button busy={asking.isPending} disabled={text.trim() === ''} onClick={() => asking.mutate()}>
            Ask the shop to look again
          </Button>
        </>
      )}
    </section>
  );
};
