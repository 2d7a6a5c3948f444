import { useId } from 'react';
import type { Variant } from '#contracts/catalog';
import { capitalise } from '../../lib/format.ts';
import { SizeChip } from '../../ui/chip.tsx';
import styles from './option-picker.module.css';
import { type Choice, choose, isGone } from './variants.ts';

interface OptionPickerProps {
  product: {
    options: readonly { name: string; values: readonly string[] }[];
    variants: readonly Variant[];
  };
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

/** One row of chips for each option; what is sold out is struck through, and can still be looked at. */
export const OptionPicker = ({ product, choice, onChoose }: OptionPickerProps) => {
  const group = useId();
  // An option with one value is no question, only something to know.
  const told = product.options.filter(({ values }) => values.length === 1);
  const asked = product.options.filter(({ values }) => values.length > 1);
  return (
    <>
      {told.length > 0 && (
        <p className={styles.told}>
          {told.map(({ name, values }) => `${capitalise(name)}: ${values[0]}`).join(' · ')}
        </p>
      )}
      {asked.map(({ name, values }) => (
        <fieldset key={name} className={styles.option}>
          <legend className={styles.legend}>{capitalise(name)}</legend>
          <div className={styles.values}>
            {values.map((value) => (
              <SizeChip
                key={value}
                group={`${group}-${name}`}
                value={value}
                chosen={choice[name] === value}
                soldOut={isGone(product, choice, [name, value])}
                onChoose={(picked) => onChoose(choose(product, choice, [name, picked]))}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
};
