import type { AuditEntry, listAudit } from '#contracts/operating';
import type { Reply } from '#contracts/route';
import { capitalise, count, moment } from '../../../lib/format.ts';
import { Page } from '../../../ui/page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Badge } from '../parts/badge.tsx';
import { Answer } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Listed } from '../parts/listed.tsx';
import { Table } from '../parts/table.tsx';
import styles from './operating.module.css';
import { OperatingNav } from './operating-nav.tsx';
import { didWords } from './operating-words.ts';
import { useAudit } from './use-operating.ts';

type Chain = Reply<typeof listAudit>['chain'];

/** What somebody with power did: it can be added to, and nobody can change it unseen. */
export const AuditScreen = () => {
  const list = useAudit();
  const chain = (list.data?.pages[0] as Reply<typeof listAudit> | undefined)?.chain;
  return (
    <Page title="Audit log">
      <Head title="Audit log" />
      <OperatingNav />
      {chain && <ChainState chain={chain} />}
      <Listed
        list={list}
        what="entries"
        empty={
          <EmptyState title="Nothing was done yet">
            What people with power do stands here for good: rulings, payouts, overrides, cash that was given
            up.
          </EmptyState>
        }
      >
        {(entries) => <Entries entries={entries} />}
      </Listed>
    </Page>
  );
};

const ChainState = ({ chain }: { chain: Chain }) => (
  <div className={styles.overview}>
    {chain.holds ? (
      <p>
        <Badge tone="good" icon="check">
          The chain holds
        </Badge>{' '}
        <span className={styles.soft}>Every entry is sealed to the one before it.</span>
      </p>
    ) : (
      <>
        <Answer>
          The chain is broken{chain.brokenAt === null ? '' : ` at entry ${count(chain.brokenAt)}`}
        </Answer>
        <p role="alert">
          Somebody has changed the log in the database itself. Compare it with your last backup.
        </p>
      </>
    )}
  </div>
);

const who = ({ actor }: AuditEntry): string =>
  actor.role === 'system' ? 'The shop itself' : (actor.name ?? capitalise(actor.role));

const Entries = ({ entries }: { entries: readonly AuditEntry[] }) => (
  <Table
    caption="The audit log, newest first"
    rows={entries}
    keyOf={(entry) => String(entry.seq)}
    columns={[
      { name: 'What', of: (entry) => didWords(entry.action) },
      { name: 'Who', of: who },
      { name: 'When', of: (entry) => capitalise(moment(entry.at, Date.now())) },
      { name: 'Why', of: (entry) => entry.reason ?? '' },
      { name: 'About', of: (entry) => <span className={styles.about}>{entry.about}</span> },
      { name: 'Entry', number: true, of: (entry) => count(entry.seq) },
    ]}
  />
);
