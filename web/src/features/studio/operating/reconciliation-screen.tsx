import { useState } from 'react';
import type { ReconciliationRow } from '#contracts/payments';
import { capitalise, moment } from '../../../lib/format.ts';
import { Link, useSearchParams } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { Page } from '../../../ui/page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Ask } from '../parts/ask.tsx';
import { Badge } from '../parts/badge.tsx';
import { Case, Cases } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Listed } from '../parts/listed.tsx';
import { StateChips } from '../parts/state-chips.tsx';
import { OperatingNav } from './operating-nav.tsx';
import {
  kindWords,
  type Resolution,
  resolutionsFor,
  resolutionWords,
  rowStateWords,
} from './operating-words.ts';
import { useReconciliation, useResolve } from './use-operating.ts';

const tones = { open: 'busy', working: 'plain', settled: 'good' } as const;
const stateOf = (asked: string | null): ReconciliationRow['state'] | undefined =>
  asked === 'open' || asked === 'working' || asked === 'settled' ? asked : undefined;

/** Money that does not match, and what becomes of it. */
export const ReconciliationScreen = () => {
  const [search, setSearch] = useSearchParams();
  const state = stateOf(search.get('state'));
  const list = useReconciliation(state);
  return (
    <Page title="Reconciliation">
      <Head title="Reconciliation" />
      <OperatingNav />
      <StateChips
        words={rowStateWords}
        chosen={state}
        onChoose={(next) => setSearch(next ? { state: next } : {}, { replace: true })}
      />
      <Listed
        list={list}
        what="rows"
        empty={
          <EmptyState title={state ? 'No rows like these' : 'Everything matches'}>
            The shop compares its books with the payment providers’ by itself. What does not match stands here
            until somebody decides.
          </EmptyState>
        }
      >
        {(rows) => (
          <Cases label="Money that does not match">
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </Cases>
        )}
      </Listed>
    </Page>
  );
};

const Row = ({ row }: { row: ReconciliationRow }) => {
  const money = useMoney();
  const [asked, setAsked] = useState<Resolution | null>(null);
  return (
    <Case
      badge={<Badge tone={tones[row.state]}>{rowStateWords[row.state]}</Badge>}
      title={kindWords[row.kind]}
      facts={
        <>
          {row.method} · <span className="number">{row.reference}</span> ·{' '}
          {capitalise(moment(row.at, Date.now()))}
          {row.orderId && (
            <>
              {' · '}
              <Link href={`/studio/orders/${row.orderId}`}>the order</Link>
            </>
          )}
        </>
      }
      sum={money(row.amount)}
      actions={resolutionsFor(row).map((resolution, at) => (
        <Button
          key={resolution}
          small
          look={at === 0 ? 'secondary' : 'quiet'}
          onClick={() => setAsked(resolution)}
        >
          {resolutionWords[resolution].action}
        </Button>
      ))}
    >
      <p>{row.says}</p>
      {resolutionsFor(row).map((resolution) => (
        <ResolveAsk
          key={resolution}
          row={row}
          resolution={resolution}
          open={asked === resolution}
          onClose={() => setAsked(null)}
        />
      ))}
    </Case>
  );
};

interface ResolveAskProps {
  row: ReconciliationRow;
  resolution: Resolution;
  open: boolean;
  onClose: () => void;
}

const ResolveAsk = ({ row, resolution, open, onClose }: ResolveAskProps) => {
  const money = useMoney();
  const [reason, setReason] = useState('');
  const resolve = useResolve(row.id, onClose);
  const { action, comes } = resolutionWords[resolution];
  return (
    <Ask
      open={open}
      onClose={onClose}
      title={`${action}: ${money(row.amount)}`}
      action={action}
      busy={resolve.isPending}
      failure={resolve.error}
      disabled={reason.trim() === ''}
      onSubmit={() => resolve.mutate({ action: resolution, reason: reason.trim() })}
    >
      <p>{comes}</p>
      <TextArea
        label="Why? It stays in the audit log"
        rows={3}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Ask>
  );
};
