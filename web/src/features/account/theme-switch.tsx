import { useState } from 'react';
import { chooseTheme, readTheme, type ThemeChoice, themeChoices } from '../../lib/theme.ts';
import { SizeChip } from '../../ui/chip.tsx';
import styles from './theme-switch.module.css';

const words: Record<ThemeChoice, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export const ThemeSwitch = () => {
  const [choice, setChoice] = useState(readTheme);
  return (
    <fieldset>
      <legend className={styles.legend}>Colours</legend>
      <div className={styles.choices}>
        {themeChoices.map((one) => (
          <SizeChip
            key={one}
            group="theme"
            value={words[one]}
            chosen={choice === one}
            onChoose={() => {
              chooseTheme(one);
              setChoice(one);
            }}
          />
        ))}
      </div>
    </fieldset>
  );
};
