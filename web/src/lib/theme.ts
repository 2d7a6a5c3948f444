/** The three-way switch: what the person chose, and what it comes to on this screen. */
export type ThemeChoice = 'system' | 'light' | 'dark';
export const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark'];

const key = 'leo:theme';
const night = '(prefers-color-scheme: dark)';

/** A browser that forbids storage still shows the shop: its visitors follow the system. */
export const readTheme = (): ThemeChoice => {
  try {
    const kept = localStorage.getItem(key);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
};

const resolve = (choice: ThemeChoice) =>
  choice === 'system' ? (matchMedia(night).matches ? 'dark' : 'light') : choice;

const paint = (choice: ThemeChoice) => {
  const theme = resolve(choice);
  document.documentElement.dataset['theme'] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
    meta.content = theme === 'dark' ? '#0F0D20' : '#FBF6EC';
};

export const chooseTheme = (choice: ThemeChoice): void => {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // The choice then lasts as long as the page.
  }
  paint(choice);
};

/** Paints the kept choice and follows the system from then on. */
export const startTheme = (): void => {
  paint(readTheme());
  matchMedia(night).addEventListener('change', () => paint(readTheme()));
};
