import { useState } from 'react';
import type { Remittance } from '#contracts/settlement';
import { codeOf } from '../../../lib/api.ts';
import { capitalise, moment, plural } from '../../../lib/format.ts';
import { useParams } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { ToggleChip } from '../../../ui/chip.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Badge } from '../parts/badge.tsx';
import { Answer, Part } from '../parts/case.tsx';
import { Head } from '../parts/head.tsx';
import { Table } from '../parts/table.tsx';
import { Tile, Tiles } from '../parts/tile.tsx';
import { Missing } from './missing-cash.tsx';
import styles from './operating.module.css';
import { OperatingNav } from './operating-nav.tsx';
import { sheetAnswer, sheetWords } from './operating-words.ts';
import { useRemittance } from './use-operating.ts';

/** One sheet of a courier: what was booked, what is flagged, and what should have been in it. */
export const RemittanceScreen = () => {
  const { sheet: id } = useParams<{ sheet: string }>();
  const { data, isPending, error, refetch } = useRemittance(id);
  if (data) return <Shown sheet={data} />;
  return (
    <Page title="Courier’s sheet">
      {isPending && <Skeleton height="20rem" />}
      {error &&
        (codeOf(error) === 'network.unreachable' ? (
          <ErrorState failure={error} onRetry={() => void refetch()} />
        ) : (
          <EmptyState
            title="There is no such sheet"
            action={<ButtonLink href="/studio/operating/couriers">See all sheets</ButtonLink>}
          >
            The link is not right.
          </EmptyState>
        ))}
    </Page>
  );
};

const Shown = ({ sheet }: { sheet: Remittance }) => {
  const money = useMoney();
  const flagged = sheet.rows.filter((row) => row.state !== 'matched');
  return (
    <Page title={`Sheet ${sheet.utr}`}>
      <Head
        title={`${sheet.courier}, ${sheet.utr}`}
        back={{ href: '/studio/operating/couriers', words: 'All sheets' }}
        over={capitalise(moment(sheet.at, Date.now()))}
      />
      <OperatingNav />
      <div className={styles.overview}>
        <Answer calm={flagged.length === 0}>{sheetAnswer(sheet.counts)}</Answer>
        <Tiles>
          <Tile label="Collected">{money(sheet.collected)}</Tile>
          <Tile label="Deducted" note="the courier’s charges">
            {money(sheet.deductions)}
          </Tile>
          <Tile label="Banked">{money(sheet.banked)}</Tile>
        </Tiles>
      </div>
      <Rows rows={sheet.rows} flagged={flagged.length} />
      {sheet.missing.length > 0 && <Missing missing={sheet.missing} />}
    </Page>
  );
};

/** More rows than this are of no use on a screen; the flagged ones come first. */
const shownAtOnce = 200;

const Rows = ({ rows, flagged }: { rows: Remittance['rows']; flagged: number }) => {
  const money = useMoney();
  const [all, setAll] = useState(flagged === 0);
  const chosen = all ? rows : rows.filter((row) => row.state !== 'matched');
  return (
    <Part id="rows" title="Rows">
      {flagged > 0 && (
        <div className={styles.line}>
          <ToggleChip on={!all} onToggle={() => setAll(false)}>
            Flagged
          </ToggleChip>
          <ToggleChip on={all} onToggle={() => setAll(true)}>
            All
          </ToggleChip>
        </div>
      )}
      <Table
        caption="Rows of the sheet"
        rows={chosen.slice(0, shownAtOnce)}
        keyOf={(row) => String(row.line)}
        columns={[
          { name: 'Tracking number', of: (row) => row.awb || `Line ${row.line}` },
          {
            name: 'State',
            of: (row) => (
              <Badge tone={row.state === 'matched' ? 'good' : 'bad'}>{sheetWords[row.state]}</Badge>
            ),
          },
          { name: 'Order', of: (row) => row.orderNumber ?? '' },
          { name: 'Why', of: (row) => row.says ?? '' },
          { name: 'Amount', number: true, of: (row) => (row.amount === null ? '' : money(row.amount)) },
        ]}
      />
      {chosen.length > shownAtOnce && (
        <p className={styles.soft}>
          And {plural(chosen.length - shownAtOnce, 'more row', 'more rows')}: leo cod remit --json prints them
          all.
        </p>
      )}
    </Part>
  );
};
