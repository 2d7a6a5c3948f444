import { ToggleChip } from '../../../ui/chip.tsx';
import styles from './state-chips.module.css';

interface StateChipsProps<State extends string> {
  words: Record<State, string>;
  chosen: State | undefined;
  onChoose: (state: State | undefined) => void;
}

/** All, or one state of a list. */
export const StateChips = <State extends string>({ words, chosen, onChoose }: StateChipsProps<State>) => (
  <fieldset className={styles.chips}>
    <legend className="visually-hidden">State</legend>
    <ToggleChip on={!chosen} onToggle={() => onChoose(undefined)}>
      All
    </ToggleChip>
    {(Object.keys(words) as State[]).map((state) => (
      <ToggleChip
        key={state}
        on={chosen === state}
        onToggle={() => onChoose(chosen === state ? undefined : state)}
      >
        {words[state]}
      </ToggleChip>
    ))}
  </fieldset>
);
