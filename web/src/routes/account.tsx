import { Suspense } from 'react';
import type { Account } from '#contracts/accounts';
import { ThemeSwitch } from '../features/account/theme-switch.tsx';
import { useSignOut } from '../features/account/use-account.ts';
import { fetched } from '../lib/fetched.ts';
import { Link, Redirect, useLocation } from '../lib/router.ts';
import { useSession } from '../lib/session.ts';
import { useShop } from '../lib/shop.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ActionError, ErrorState } from '../ui/states.tsx';
import { useStatus } from '../ui/status.tsx';
import styles from './account.module.css';

const AddressSection = fetched(() => import('../features/account/address-section.tsx'), 'AddressSection');
const StandingSection = fetched(() => import('../features/account/standing.tsx'), 'StandingSection');

export const AccountPage = () => {
  const { data: account, isPending, error, refetch } = useSession();
  if (account === null) return <Redirect to="/sign-in?next=/account" replace />;
  return (
    <Page title="Account" width="narrow">
      {isPending && <Skeleton height="20rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {account && <Shown account={account} />}
    </Page>
  );
};

const Shown = ({ account }: { account: Account }) => {
  const [, navigate] = useLocation();
  const signOut = useSignOut();
  const shop = useShop().data;
  const hasCash = shop?.payments.some(({ kind }) => kind === 'on-delivery') ?? false;
  const { toast } = useStatus();
  const leave = () => signOut.mutate(undefined, { onSuccess: () => navigate('/', { replace: true }) });
  return (
    <div className={styles.form}>
      <div>
        <h1>{account.name ?? 'Account'}</h1>
        {account.email ? (
          <p className={styles.why}>{account.email}</p>
        ) : (
          <p className={styles.why}>
            Known on this device only. <Link href="/sign-up">Open an account</Link> to have your orders
            everywhere, or <Link href="/sign-in">sign in</Link>.
          </p>
        )}
      </div>
      <ButtonLink href="/orders" icon="tag" wide>
        My orders
      </ButtonLink>
      {shop?.coins && (
        <ButtonLink href="/wallet" icon="bag" wide>
          My coins
        </ButtonLink>
      )}
      {account.role !== 'buyer' && (
        <ButtonLink href="/studio" icon="camera" wide>
          Open the studio
        </ButtonLink>
      )}
      <section className={styles.part} aria-labelledby="address-title">
        <h2 id="address-title">Where orders go</h2>
        <Suspense fallback={<Skeleton height="30rem" />}>
          <AddressSection known={account.address} onKept={() => toast('Address kept for the next order')} />
        </Suspense>
      </section>
      <Suspense>{hasCash && <StandingSection />}</Suspense>
      <ThemeSwitch />
      <div>
        <Button onClick={leave} busy={signOut.isPending}>
          Sign out
        </Button>
        <ActionError failure={signOut.error} />
      </div>
    </div>
  );
};
