import type { ReactNode } from 'react';
import { Redirect, useLocation } from '../../../lib/router.ts';
import { useSession } from '../../../lib/session.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { useSignOut } from '../../account/use-account.ts';
import { ShopBar } from '../../shop/shop-bar.tsx';

/** Lets sellers and operators in; who is not signed in signs in first and comes back here. */
export const Gate = ({ children }: { children: ReactNode }) => {
  const { data: account, isPending, error, refetch } = useSession();
  const [path] = useLocation();
  if (isPending)
    return (
      <Page title="Studio">
        <Skeleton height="20rem" />
      </Page>
    );
  if (error)
    return (
      <Page title="Studio">
        <ErrorState failure={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (account && account.role !== 'buyer') return <>{children}</>;
  // A visitor who once put something into a basket has an account too, but not one that can sign in.
  if (!account?.email) return <Redirect to={`/sign-in?next=${encodeURIComponent(path)}`} replace />;
  return <NotForBuyers email={account.email} next={path} />;
};

const NotForBuyers = ({ email, next }: { email: string; next: string }) => {
  const signOut = useSignOut();
  return (
    <>
      <ShopBar />
      <Page title="Studio">
        <h1 className="visually-hidden">Studio</h1>
        <EmptyState
          title="The studio is for sellers"
          action={
            <>
              <ButtonLink href="/" look="primary">
                Go to the shop
              </ButtonLink>
              <Button look="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>
                Sign in with another account
              </Button>
            </>
          }
        >
          {email} buys in this shop and has no permission to sell. Its operator can add you as a seller: leo
          user add.
          {signOut.isSuccess && <Redirect to={`/sign-in?next=${encodeURIComponent(next)}`} />}
        </EmptyState>
      </Page>
    </>
  );
};
