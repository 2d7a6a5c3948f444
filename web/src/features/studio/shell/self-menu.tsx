import { useState } from 'react';
import { Link, useLocation } from '../../../lib/router.ts';
import { useSession } from '../../../lib/session.ts';
import { chooseTheme, readTheme, type ThemeChoice, themeChoices } from '../../../lib/theme.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { useSignOut } from '../../account/use-account.ts';
import styles from './self-menu.module.css';

const words: Record<ThemeChoice, string> = { system: 'System', light: 'Light', dark: 'Dark' };

const ThemePicker = () => {
  const [choice, setChoice] = useState(readTheme);
  const choose = (one: ThemeChoice) => {
    chooseTheme(one);
    setChoice(one);
  };
  return (
    <fieldset className={styles.theme}>
      <legend className="visually-hidden">Colours</legend>
      {themeChoices.map((one) => (
        <button
          key={one}
          type="button"
          className={styles.choice}
          aria-pressed={choice === one}
          onClick={() => choose(one)}
        >
          {words[one]}
        </button>
      ))}
    </fieldset>
  );
};

/** Who is signed in, the way to the shop, light or dark, and out. */
export const SelfMenu = () => {
  const account = useSession().data;
  const [, navigate] = useLocation();
  const signOut = useSignOut();
  const leave = () => signOut.mutate(undefined, { onSuccess: () => navigate('/', { replace: true }) });
  return (
    <div className={styles.menu}>
      <Link href="/" className={styles.item}>
        <Icon name="store" size={20} />
        Go to the shop
      </Link>
      <button type="button" className={styles.item} onClick={leave} aria-busy={signOut.isPending}>
        <Icon name="leave" size={20} />
        Sign out
      </button>
      <ActionError failure={signOut.error} />
      <ThemePicker />
      <p className={styles.who}>
        <b>{account?.name ?? account?.email}</b>
        {account?.name && <span>{account.email}</span>}
      </p>
    </div>
  );
};
