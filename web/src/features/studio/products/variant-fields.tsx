import type { StudioProduct } from '#contracts/catalog';
import { useMoney, useShop } from '../../../lib/shop.ts';
import { minorUnit, parseCount, parseMoney, plainMoney } from '../money-input.ts';
import { InlineEdit } from '../parts/inline-edit.tsx';
import { useEditVariant } from './use-studio-products.ts';
import styles from './variant-fields.module.css';

interface VariantFieldsProps {
  /** Of what, for screen readers. */
  name: string;
  variant: StudioProduct['variants'][number];
}

/** The usual price and the stock, typed over; Enter keeps. */
export const VariantFields = ({ name, variant }: VariantFieldsProps) => {
  const save = useEditVariant();
  const money = useMoney();
  const unit = minorUnit(useShop().data?.currency ?? 'INR');
  return (
    <div className={styles.fields}>
      <InlineEdit
        label={`Price of ${name}`}
        value={plainMoney(variant.usualPrice, unit)}
        prefix={money(0).replace(/[\d.,\s]/g, '')}
        inputMode="decimal"
        check={(typed) => (parseMoney(typed, unit) === null ? 'Type a price, such as 1499.' : undefined)}
        save={async (typed) => {
          const price = parseMoney(typed, unit);
          if (price !== null) await save(variant.id, { price });
        }}
      />
      <span className={styles.stock}>
        <InlineEdit
          label={`Stock of ${name}`}
          value={String(variant.stock)}
          width={4}
          check={(typed) => (parseCount(typed) === null ? 'Type a number of pieces.' : undefined)}
          save={async (typed) => {
            const stock = parseCount(typed);
            if (stock !== null) await save(variant.id, { stock });
          }}
        />
        <span className={styles.unit}>
          in stock
          {variant.held > 0 && <span className={styles.held}>{variant.held} held</span>}
        </span>
      </span>
    </div>
  );
};
