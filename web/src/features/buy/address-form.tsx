import { Field } from '../../ui/field.tsx';
import {
  type AddressDraft,
  type AddressErrors,
  type AddressField,
  fieldError,
  typed,
} from './address-draft.ts';
import styles from './address-form.module.css';

interface AddressFormProps {
  draft: AddressDraft;
  errors: AddressErrors;
  onChange: (draft: AddressDraft) => void;
  onErrors: (errors: AddressErrors) => void;
}

interface Spec {
  field: AddressField;
  label: string;
  autoComplete: string;
  inputMode?: 'tel' | 'numeric';
  optional?: boolean;
  /** Half a row. */
  short?: boolean;
}

/** Seven, one of them optional; city and state follow the PIN code. */
const specs: readonly Spec[] = [
  { field: 'phone', label: 'Phone', autoComplete: 'tel', inputMode: 'tel' },
  { field: 'name', label: 'Name', autoComplete: 'name' },
  { field: 'pin', label: 'PIN code', autoComplete: 'postal-code', inputMode: 'numeric', short: true },
  { field: 'line', label: 'House and street', autoComplete: 'street-address' },
  { field: 'landmark', label: 'Landmark', autoComplete: 'off', optional: true },
  { field: 'city', label: 'City', autoComplete: 'address-level2', short: true },
  { field: 'state', label: 'State', autoComplete: 'address-level1', short: true },
];

/** Checked when a field is left; everything entered stays where it is, whatever goes wrong. */
export const AddressForm = ({ draft, errors, onChange, onErrors }: AddressFormProps) => {
  const check = (field: AddressField, value: string) =>
    onErrors({ ...errors, [field]: fieldError(field, value) });
  return (
    <div className={styles.form}>
      {specs.map(({ field, short, ...spec }) => (
        <div key={field} className={short ? styles.short : styles.whole}>
          <Field
            {...spec}
            id={`address-${field}`}
            name={field}
            required={!spec.optional}
            value={draft[field]}
            error={errors[field]}
            onInput={(event) => {
              onChange(typed(draft, field, event.currentTarget.value));
              if (errors[field]) check(field, event.currentTarget.value);
            }}
            onBlur={(event) => {
              if (!event.currentTarget.value && !errors[field]) return;
              check(field, event.currentTarget.value);
            }}
          />
        </div>
      ))}
    </div>
  );
};
