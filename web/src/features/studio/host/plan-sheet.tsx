import type { LiveState } from '#contracts/live';
import { Sheet } from '../../../ui/sheet.tsx';
import { RunSheetEditor } from '../run-sheet/run-sheet-editor.tsx';
import { Share } from '../run-sheet/share.tsx';
import styles from './plan-sheet.module.css';

interface PlanProps {
  live: LiveState;
  open: boolean;
  onClose: () => void;
}

/** The run sheet can grow and change its order while the sale is on; its link is shared from here too. */
export const PlanSheet = ({ live, open, onClose }: PlanProps) => (
  <Sheet open={open} onClose={onClose} title="Run sheet and link" quietTitle detent="full">
    <div className={styles.plan}>
      <RunSheetEditor saleId={live.saleId} entries={live.runSheet} />
      <Share saleId={live.saleId} title={live.title} />
    </div>
  </Sheet>
);
