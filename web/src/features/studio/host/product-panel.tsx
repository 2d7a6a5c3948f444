import type { RunSheetEntry } from '#contracts/sales';
import { optionWords } from '../../../lib/format.ts';
import { useMoney, useShop } from '../../../lib/shop.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { minorUnit, parseCount, parseMoney, plainMoney } from '../money-input.ts';
import { InlineEdit } from '../parts/inline-edit.tsx';
import styles from './product-panel.module.css';
import type { HostActions } from './use-host-actions.ts';

interface PanelProps {
  entry: RunSheetEntry;
  on: boolean;
  actions: HostActions;
  /** The variant that − and + count. */
  variantId: string | null;
  onVariant: (variantId: string) => void;
}

const wantsPrice = 'Type a price, such as 1499.';
const wantsCount = 'Type how many can be bought, such as 12.';

/** Prices and stock of one product: typed, kept with Enter, on every buyer's screen in the same second. */
export const ProductPanel = ({ entry, on, actions, variantId, onVariant }: PanelProps) => {
  const { prefix, unit } = useCurrency();
  const savePrice = (one?: string) => (typed: string) =>
    actions.setPrice(entry, parseMoney(typed, unit), one);
  const checkPrice = (typed: string) => (parseMoney(typed, unit) === null ? wantsPrice : undefined);
  const anyLive = entry.variants.some((variant) => variant.live);
  return (
    <section className={styles.panel} aria-label={`Price and stock of ${entry.title}`}>
      <header className={styles.head}>
        <h2 className={styles.title}>{entry.title}</h2>
        {!on && (
          <Button
            small
            look="primary"
            icon="pin"
            onClick={() => actions.quietly(actions.feature(entry.productId))}
          >
            Pin
          </Button>
        )}
      </header>
      <div className={styles.all}>
        {entry.variants.length > 1 && (
          <>
            <span className={styles.name}>All {entry.variants.length} variants</span>
            <InlineEdit
              label={`Live price of all variants of ${entry.title}`}
              value=""
              prefix={prefix}
              inputMode="decimal"
              check={checkPrice}
              save={savePrice()}
            />
          </>
        )}
        {anyLive && (
          <Button small look="quiet" onClick={() => actions.quietly(actions.setPrice(entry, null))}>
            Back to the usual price
          </Button>
        )}
      </div>
      <ul className={styles.variants}>
        {entry.variants.map((variant) => (
          <VariantRow
            key={variant.id}
            entry={entry}
            variant={variant}
            chosen={variant.id === variantId}
            onChoose={() => onVariant(variant.id)}
            actions={actions}
            price={{ prefix, unit, check: checkPrice, save: savePrice(variant.id) }}
          />
        ))}
      </ul>
    </section>
  );
};

const useCurrency = () => {
  const money = useMoney();
  const unit = minorUnit(useShop().data?.currency ?? 'INR');
  return { unit, prefix: money(0).replace(/[\d.,\s]/g, '') };
};

interface RowProps {
  entry: RunSheetEntry;
  variant: RunSheetEntry['variants'][number];
  chosen: boolean;
  onChoose: () => void;
  actions: HostActions;
  price: {
    prefix: string;
    unit: number;
    check: (typed: string) => string | undefined;
    save: (typed: string) => Promise<void>;
  };
}

const VariantRow = ({ entry, variant, chosen, onChoose, actions, price }: RowProps) => {
  const money = useMoney();
  const name = optionWords(variant.options) || entry.title;
  const count = (by: number) => actions.quietly(actions.changeStock(entry, variant.id, by));
  const saveStock = async (typed: string) => {
    const wanted = parseCount(typed);
    if (wanted !== null && wanted !== variant.available)
      await actions.changeStock(entry, variant.id, wanted - variant.available);
  };
  return (
    <li
      className={classNames(styles.variant, chosen && styles.chosen)}
      onFocus={onChoose}
      onPointerDown={onChoose}
    >
      <span className={styles.name}>
        {optionWords(variant.options) || 'Price and stock'}
        {variant.live && variant.compareAt !== null && (
          <span className={styles.usual}>
            Live · <span className="visually-hidden">usual price </span>
            <s>{money(variant.compareAt)}</s>
          </span>
        )}
      </span>
      <span className={styles.controls}>
        <InlineEdit
          label={`Live price of ${name}`}
          value={plainMoney(variant.price, price.unit)}
          prefix={price.prefix}
          inputMode="decimal"
          check={price.check}
          save={price.save}
        />
        <span className={styles.stock}>
          <IconButton
            icon="minus"
            label={`One less of ${name}`}
            disabled={variant.available < 1}
            onClick={() => count(-1)}
          />
          <InlineEdit
            label={`Stock of ${name}`}
            value={String(variant.available)}
            width={3}
            check={(typed) => (parseCount(typed) === null ? wantsCount : undefined)}
            save={saveStock}
          />
          <IconButton icon="plus" label={`One more of ${name}`} onClick={() => count(1)} />
        </span>
      </span>
    </li>
  );
};
