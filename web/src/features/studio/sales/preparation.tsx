import { useCallback, useState } from 'react';
import type { RunSheetEntry, Sale } from '#contracts/sales';
import { capitalise, moment, timeLeft } from '../../../lib/format.ts';
import { useLocation } from '../../../lib/router.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { useStatus } from '../../../ui/status.tsx';
import type { RoomState } from '../../live/room-state.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Head } from '../parts/head.tsx';
import { Preflight } from '../preflight/preflight.tsx';
import { RunSheetEditor } from '../run-sheet/run-sheet-editor.tsx';
import { Share } from '../run-sheet/share.tsx';
import styles from './preparation.module.css';
import { SaleForm } from './sale-form.tsx';
import { useCancelSale, useEditSale } from './use-studio-sales.ts';

interface PreparationProps {
  sale: Sale;
  runSheet: readonly RunSheetEntry[];
  link: RoomState['link'] | undefined;
}

const nearMs = 24 * 3_600_000;

/** A sale before it is live: its products, its link, and what must be right to begin. */
export const Preparation = ({ sale, runSheet, link }: PreparationProps) => {
  const [open, setOpen] = useState<'edit' | 'cancel' | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const now = useNow(15_000);
  const left = sale.scheduledFor - now;
  return (
    <Page title={sale.title}>
      <Head
        title={sale.title}
        back={{ href: '/studio/sales', words: 'All sales' }}
        over={
          <span>
            {capitalise(moment(sale.scheduledFor, now))}
            {left > 0 && left < nearMs && ` · in ${timeLeft(left)}`}
          </span>
        }
      >
        <ButtonLink href={`/live/${sale.id}`}>See it as a buyer</ButtonLink>
        <Button onClick={() => setOpen('edit')}>Change title or time</Button>
        <Button look="quiet" onClick={() => setOpen('cancel')}>
          Cancel the sale
        </Button>
      </Head>
      <div className={styles.columns}>
        <div className={styles.sheet}>
          <RunSheetEditor saleId={sale.id} entries={runSheet} />
          <Share saleId={sale.id} title={sale.title} />
        </div>
        <div className={styles.ready}>
          <Preflight saleId={sale.id} runSheet={runSheet} link={link} />
        </div>
      </div>
      <Sheet open={open === 'edit'} onClose={close} title="Change the sale" detent="full">
        <EditSale sale={sale} onDone={close} />
      </Sheet>
      <CancelSale sale={sale} open={open === 'cancel'} onClose={close} />
    </Page>
  );
};

const EditSale = ({ sale, onDone }: { sale: Sale; onDone: () => void }) => {
  const edit = useEditSale(sale.id);
  const { toast } = useStatus();
  const done = () => {
    toast('Sale changed');
    onDone();
  };
  return (
    <SaleForm
      first={sale}
      action="Keep the changes"
      busy={edit.isPending}
      failure={edit.error}
      onSubmit={({ title, scheduledFor, cover }) =>
        edit.mutate({ title, scheduledFor, coverId: cover?.id ?? null }, { onSuccess: done })
      }
    />
  );
};

const CancelSale = ({ sale, open, onClose }: { sale: Sale; open: boolean; onClose: () => void }) => {
  const cancel = useCancelSale(sale.id);
  const [, navigate] = useLocation();
  const { toast } = useStatus();
  const gone = () => {
    toast('Sale cancelled');
    navigate('/studio/sales', { replace: true });
  };
  return (
    <Confirm
      open={open}
      title="Cancel this sale?"
      action="Cancel the sale"
      stay="Keep it"
      busy={cancel.isPending}
      failure={cancel.error}
      onConfirm={() => cancel.mutate(undefined, { onSuccess: gone })}
      onClose={onClose}
    >
      Its link will lead nowhere and its run sheet is gone. The products stay in the shop.
    </Confirm>
  );
};
