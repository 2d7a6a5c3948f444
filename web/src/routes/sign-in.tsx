import { type FormEvent, useState } from 'react';
import { ThemeSwitch } from '../features/account/theme-switch.tsx';
import { useSignIn } from '../features/account/use-account.ts';
import { Link, useLocation, useSearchParams } from '../lib/router.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { ActionError } from '../ui/states.tsx';
import styles from './account.module.css';

/** Only an address of this shop is gone to after signing in. */
const safe = (next: string | null, fallback: string) => (next && /^\/(?![/\\])/.test(next) ? next : fallback);

export const SignIn = () => {
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(
      { email, password },
      {
        onSuccess: ({ account }) =>
          navigate(safe(search.get('next'), account.role === 'buyer' ? '/account' : '/studio'), {
            replace: true,
          }),
      },
    );
  };
  return (
    <Page title="Sign in" width="narrow">
      <form className={styles.form} onSubmit={submit}>
        <h1>Sign in</h1>
        <Field
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <Field
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
        <ActionError failure={signIn.error} />
        <Button look="primary" type="submit" wide busy={signIn.isPending}>
          Sign in
        </Button>
        <p>
          New here? <Link href="/sign-up">Open an account</Link>, or just buy: no account is needed.
        </p>
        <ButtonLink href="/orders">See orders placed on this device</ButtonLink>
      </form>
      <ThemeSwitch />
    </Page>
  );
};
