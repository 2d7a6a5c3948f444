import { useState } from 'react';
import type { StandingRow } from '#contracts/trust';
import { capitalise, moment, plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Badge, type Tone } from '../parts/badge.tsx';
import { Case, Cases } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Listed } from '../parts/listed.tsx';
import styles from './operating.module.css';
import { OperatingNav } from './operating-nav.tsx';
import { levelWords } from './operating-words.ts';
import { OverrideAsk } from './override-ask.tsx';
import { useStandings } from './use-operating.ts';

/** Buyers below the top of the ladder, and those who ask to be looked at again. */
export const TrustScreen = () => {
  const list = useStandings();
  return (
    <Page title="Trust">
      <Head title="Trust" />
      <OperatingNav />
      <Listed
        list={list}
        what="buyers"
        empty={
          <EmptyState title="Every buyer may pay in cash">
            Buyers whose parcels came back stand here with their level, the reasons, and their appeal.
          </EmptyState>
        }
      >
        {(rows) => (
          <Cases label="Buyers">
            {rows.map((row) => (
              <Buyer key={row.account.id} row={row} />
            ))}
          </Cases>
        )}
      </Listed>
    </Page>
  );
};

const toneOf = ({ standing, override }: StandingRow): Tone => {
  if (override) return 'plain';
  return standing.level === 'prepaid-only' ? 'bad' : 'busy';
};

const countsOf = ({ standing: { counts } }: StandingRow): string =>
  [
    `${plural(counts.delivered, 'order')} delivered`,
    counts.rto > 0 && `${counts.rto} came back`,
    counts.refused > 0 && `${counts.refused} refused`,
    counts.disputed > 0 && `${counts.disputed} disputed`,
    counts.cancelledLate > 0 && `${counts.cancelledLate} cancelled late`,
  ]
    .filter(Boolean)
    .join(', ');

const Buyer = ({ row }: { row: StandingRow }) => {
  const [open, setOpen] = useState(false);
  const { account, standing, override, appealText } = row;
  const appealed = standing.appeal?.state === 'open';
  return (
    <Case
      badge={
        <span className={styles.line}>
          <Badge tone={toneOf(row)}>{levelWords[standing.level]}</Badge>
          {appealed && (
            <Badge tone="busy" icon="chat">
              Appeals
            </Badge>
          )}
        </span>
      }
      title={account.name ?? account.phone ?? 'A buyer without a name'}
      facts={[account.name && account.phone, countsOf(row)].filter(Boolean).join(' · ')}
      actions={
        <>
          <Button small onClick={() => setOpen(true)}>
            {appealed ? 'Answer the appeal' : 'Set the level'}
          </Button>
          <OverrideAsk row={row} open={open} onClose={() => setOpen(false)} />
        </>
      }
    >
      {standing.reasons.length > 0 && (
        <ul className={styles.reasons}>
          {standing.reasons.map((reason) => (
            <li key={`${reason.code} ${reason.says}`}>{reason.says}</li>
          ))}
        </ul>
      )}
      {override && (
        <p>
          <b>Set by hand{override.until ? ` until ${moment(override.until, Date.now())}` : ''}:</b>{' '}
          {override.reason}
        </p>
      )}
      {appealText && (
        <blockquote className={styles.appeal}>
          <p>{appealText}</p>
          {standing.appeal && (
            <footer>
              {capitalise(moment(standing.appeal.at, Date.now()))}
              {standing.appeal.answer && ` · You answered: ${standing.appeal.answer}`}
            </footer>
          )}
        </blockquote>
      )}
    </Case>
  );
};
