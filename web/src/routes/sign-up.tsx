import { type FormEvent, useState } from 'react';
import { useSignUp } from '../features/account/use-account.ts';
import { fieldErrorsOf } from '../lib/api.ts';
import { Link, useLocation } from '../lib/router.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { ActionError } from '../ui/states.tsx';
import styles from './account.module.css';

export const SignUp = () => {
  const [, navigate] = useLocation();
  const signUp = useSignUp();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const wrong = fieldErrorsOf(signUp.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signUp.mutate({ name, email, password }, { onSuccess: () => navigate('/account', { replace: true }) });
  };
  return (
    <Page title="Open an account" width="narrow">
      <form className={styles.form} onSubmit={submit}>
        <h1>Open an account</h1>
        <p className={styles.why}>
          Your basket, your address and your orders come along, and wait for you on every device.
        </p>
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          required
          value={name}
          error={wrong['name']}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <Field
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          error={wrong['email']}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <Field
          label="Password"
          hint="At least 8 characters."
          type="password"
          name="password"
          autoComplete="new-password"
          required
          minLength={8}
          value={password}
          error={wrong['password']}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
        <ActionError failure={signUp.error} />
        <Button look="primary" type="submit" wide busy={signUp.isPending}>
          Open the account
        </Button>
        <p>
          Have one? <Link href="/sign-in">Sign in</Link>
        </p>
      </form>
    </Page>
  );
};
