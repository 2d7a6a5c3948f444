import { optionWords } from '../../../lib/format.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import type { OptionDraft, VariantDraft } from './options-table.ts';
import styles from './product-form.module.css';

export type VariantErrors = Partial<Record<'price' | 'stock', string>>;

interface OptionFieldsProps {
  options: readonly OptionDraft[];
  onChange: (options: readonly OptionDraft[]) => void;
}

/** The three that buyers can filter by, in the order in which sellers use them. */
const usual = ['size', 'colour', 'material'];
const mostOptions = 3;

/** What a buyer can choose: `size: S, M, L`. */
export const OptionFields = ({ options, onChange }: OptionFieldsProps) => {
  const change = (at: number, part: Partial<OptionDraft>) =>
    onChange(options.map((option, place) => (place === at ? { ...option, ...part } : option)));
  const proposed = usual.find((name) => !options.some((option) => option.name.toLowerCase() === name)) ?? '';
  const nextId = Math.max(0, ...options.map((option) => option.id)) + 1;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>What buyers choose</legend>
      {options.length === 0 && (
        <p className={styles.note}>
          Nothing: there is one kind. Add size, colour or material where there are more.
        </p>
      )}
      {options.map((option, place) => (
        <div key={option.id} className={styles.option}>
          <Field
            label="Option"
            maxLength={40}
            value={option.name}
            onInput={(event) => change(place, { name: event.currentTarget.value })}
          />
          <Field
            label="Values, with commas"
            value={option.values}
            onInput={(event) => change(place, { values: event.currentTarget.value })}
          />
          <IconButton
            icon="trash"
            label={`Remove the option ${option.name}`}
            onClick={() => onChange(options.filter((_, at) => at !== place))}
          />
        </div>
      ))}
      {options.length < mostOptions && (
        <div>
          <Button
            icon="plus"
            onClick={() => onChange([...options, { id: nextId, name: proposed, values: '' }])}
          >
            Add an option
          </Button>
        </div>
      )}
    </fieldset>
  );
};

interface DraftsProps {
  rows: readonly VariantDraft[];
  errors: readonly VariantErrors[];
  onChange: (rows: readonly VariantDraft[]) => void;
}

/** One row for each combination: price, stock, SKU. */
export const VariantDrafts = ({ rows, errors, onChange }: DraftsProps) => {
  const change = (at: number, part: Partial<VariantDraft>) =>
    onChange(rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Price and stock</legend>
      <ul className={styles.drafts}>
        {rows.map((row, place) => (
          <li key={JSON.stringify(row.options)} className={styles.variant}>
            {rows.length > 1 && <span className={styles.options}>{optionWords(row.options)}</span>}
            <span className={styles.fields}>
              <Field
                label="Price"
                inputMode="decimal"
                value={row.price}
                error={errors[place]?.price}
                onInput={(event) => change(place, { price: event.currentTarget.value })}
              />
              <Field
                label="Stock"
                inputMode="numeric"
                value={row.stock}
                error={errors[place]?.stock}
                onInput={(event) => change(place, { stock: event.currentTarget.value })}
              />
              <Field
                label="SKU"
                optional
                maxLength={80}
                value={row.sku}
                onInput={(event) => change(place, { sku: event.currentTarget.value })}
              />
            </span>
          </li>
        ))}
      </ul>
    </fieldset>
  );
};
