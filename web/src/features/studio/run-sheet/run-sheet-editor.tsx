import { useLayoutEffect, useRef, useState } from 'react';
import type { RunSheetEntry } from '#contracts/sales';
import { Button, IconButton } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { Price } from '../../../ui/price.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { useStatus } from '../../../ui/status.tsx';
import { Stock } from '../../../ui/stock.tsx';
import { summary } from '../../product/variants.ts';
import { useRunSheet } from '../sales/use-studio-sales.ts';
import { moveItem } from './order.ts';
import { ProductPicker } from './product-picker.tsx';
import styles from './run-sheet-editor.module.css';
import { useDrag } from './use-drag.ts';

interface EditorProps {
  saleId: string;
  entries: readonly RunSheetEntry[];
}

/** Which button of which row had the focus before its row moved. */
interface Kept {
  productId: string;
  what: string;
}

/** A row that moves in the document loses the focus; whoever moves it with a key goes on moving it. */
const useKeepFocus = (entries: readonly RunSheetEntry[]) => {
  const list = useRef<HTMLOListElement>(null);
  const kept = useRef<Kept | null>(null);
  useLayoutEffect(() => {
    if (!kept.current || entries.length === 0) return;
    const { productId, what } = kept.current;
    kept.current = null;
    list.current
      ?.querySelector<HTMLElement>(`[data-product="${productId}"] [data-what="${what}"]`)
      ?.focus({ preventScroll: true });
  }, [entries]);
  return { list, kept };
};

/** The queue of products prepared for a sale: search, add, put in order, take out. */
export const RunSheetEditor = ({ saleId, entries }: EditorProps) => {
  const save = useRunSheet(saleId);
  const { say } = useStatus();
  const [adding, setAdding] = useState(entries.length === 0);
  const { list, kept } = useKeepFocus(entries);
  const put = (next: readonly RunSheetEntry[]) => save.mutate(next);

  const move = (from: number, to: number, what: string) => {
    const entry = entries[from];
    if (!entry || to < 0 || to >= entries.length) return;
    kept.current = { productId: entry.productId, what };
    put(moveItem(entries, from, to));
    say(`${entry.title} is number ${to + 1} of ${entries.length}`);
  };
  const { drag, begin } = useDrag(list, ({ from, to }) => move(from, to, 'grip'));
  const shown = drag ? moveItem(entries, drag.from, drag.to) : entries;

  return (
    <section className={styles.editor} aria-labelledby="run-sheet">
      <div className={styles.head}>
        <h2 id="run-sheet">Run sheet</h2>
        <span className={styles.count}>{entries.length > 0 && `${entries.length} to show`}</span>
        <Button
          small
          icon={adding ? 'check' : 'plus'}
          onClick={() => setAdding(!adding)}
          aria-expanded={adding}
        >
          {adding ? 'Done adding' : 'Add products'}
        </Button>
      </div>
      <ActionError failure={save.error} />
      {entries.length === 0 && (
        <p className={styles.empty}>
          The products of this sale stand here, in the order in which you show them. Add the first one.
        </p>
      )}
      <ol ref={list} className={styles.list}>
        {shown.map((entry, place) => (
          <Row
            key={entry.productId}
            entry={entry}
            place={place}
            last={place === entries.length - 1}
            dragged={drag?.to === place}
            onGrab={begin(place)}
            onMove={(by, what) => move(place, place + by, what)}
            onRemove={() => put(entries.filter((one) => one.productId !== entry.productId))}
          />
        ))}
      </ol>
      {adding && (
        <ProductPicker
          chosen={new Set(entries.map((entry) => entry.productId))}
          onAdd={(entry) => {
            put([...entries, entry]);
            say(`${entry.title} added, number ${entries.length + 1}`);
          }}
        />
      )}
    </section>
  );
};

interface RowProps {
  entry: RunSheetEntry;
  place: number;
  last: boolean;
  dragged: boolean;
  onGrab: ReturnType<ReturnType<typeof useDrag>['begin']>;
  onMove: (by: number, what: string) => void;
  onRemove: () => void;
}

const Row = ({ entry, place, last, dragged, onGrab, onMove, onRemove }: RowProps) => {
  const { cheapest, most, available } = summary(entry);
  return (
    <li className={classNames(styles.row, dragged && styles.dragged)} data-product={entry.productId}>
      <button
        type="button"
        className={styles.grip}
        data-what="grip"
        aria-label={`Drag ${entry.title}, or move it with the arrow keys`}
        onPointerDown={onGrab}
        onKeyDown={(event) => {
          const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
          if (!by) return;
          event.preventDefault();
          onMove(by, 'grip');
        }}
      >
        <Icon name="grip" size={20} />
      </button>
      <span className={styles.place}>{place + 1}</span>
      <Picture className={styles.picture} image={entry.image} alt="" sizes="4rem" />
      <span className={styles.words}>
        <span className={styles.title}>{entry.title}</span>
        <span className={styles.facts}>
          {cheapest && <Price amount={cheapest.price} was={cheapest.compareAt} most={most} size="row" />}
          <Stock available={available} />
        </span>
      </span>
      <span className={styles.buttons}>
        <IconButton
          className={styles.up}
          icon="chevron"
          label={`Show ${entry.title} earlier`}
          data-what="up"
          disabled={place === 0}
          onClick={() => onMove(-1, 'up')}
        />
        <IconButton
          icon="chevron"
          label={`Show ${entry.title} later`}
          data-what="down"
          disabled={last}
          onClick={() => onMove(1, 'down')}
        />
        <IconButton icon="close" label={`Take ${entry.title} out of the run sheet`} onClick={onRemove} />
      </span>
    </li>
  );
};
