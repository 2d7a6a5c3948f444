import type { LiveState } from '#contracts/live';
import type { RunSheetEntry } from '#contracts/sales';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Picture } from '../../../ui/picture.tsx';
import { Price } from '../../../ui/price.tsx';
import { Stock } from '../../../ui/stock.tsx';
import { summary } from '../../product/variants.ts';
import { Badge } from '../parts/badge.tsx';
import { nextToFeature } from '../run-sheet/order.ts';
import styles from './queue.module.css';
import type { HostActions } from './use-host-actions.ts';

interface QueueProps {
  live: LiveState;
  actions: HostActions;
  selected: string | null;
  onSelect: (productId: string) => void;
}

/** The run sheet while the sale is on: what is shown, what comes next, and each one press away. */
export const Queue = ({ live, actions, selected, onSelect }: QueueProps) => {
  const next = nextToFeature(live.runSheet, live.featured);
  return (
    <ol className={styles.queue} aria-label="Run sheet">
      {live.runSheet.map((entry) => (
        <QueueRow
          key={entry.productId}
          entry={entry}
          on={entry.productId === live.featured}
          next={entry.productId === next?.productId}
          selected={entry.productId === selected}
          onSelect={() => onSelect(entry.productId)}
          onPin={() => {
            onSelect(entry.productId);
            actions.quietly(actions.feature(entry.productId));
          }}
          onUnpin={() => actions.quietly(actions.feature(null))}
        />
      ))}
    </ol>
  );
};

interface RowProps {
  entry: RunSheetEntry;
  on: boolean;
  next: boolean;
  selected: boolean;
  onSelect: () => void;
  onPin: () => void;
  onUnpin: () => void;
}

const QueueRow = ({ entry, on, next, selected, onSelect, onPin, onUnpin }: RowProps) => {
  const { cheapest, available } = summary(entry);
  return (
    <li className={classNames(styles.row, on && styles.on, selected && styles.selected)}>
      <button type="button" className={styles.choose} aria-pressed={selected} onClick={onSelect}>
        <Picture className={styles.picture} image={entry.image} alt="" sizes="3.25rem" />
        <span className={styles.words}>
          <span className={styles.title}>
            {entry.title}
            <span className="visually-hidden">: price and stock</span>
          </span>
          <span className={styles.facts}>
            {cheapest && <Price amount={cheapest.price} was={cheapest.compareAt} size="row" />}
            <Stock available={available} />
          </span>
        </span>
      </button>
      <span className={styles.act}>
        {on ? <Badge icon="pin">On screen</Badge> : next && <span className={styles.next}>Next</span>}
        {on ? (
          <Button small onClick={onUnpin} aria-label={`Unpin ${entry.title}`}>
            Unpin
          </Button>
        ) : (
          <Button small onClick={onPin} aria-label={`Pin ${entry.title}`}>
            Pin
          </Button>
        )}
      </span>
    </li>
  );
};
