import { Redirect, Route, Switch } from '../../../lib/router.ts';
import { useSession } from '../../../lib/session.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { AuditScreen } from './audit-screen.tsx';
import { BooksScreen } from './books-screen.tsx';
import { CouriersScreen } from './couriers-screen.tsx';
import { OverviewScreen } from './overview-screen.tsx';
import { PayoutsScreen } from './payouts-screen.tsx';
import { ReconciliationScreen } from './reconciliation-screen.tsx';
import { RefundsScreen } from './refunds-screen.tsx';
import { RemittanceScreen } from './remittance-screen.tsx';
import { TrustScreen } from './trust-screen.tsx';

/** The operator's side of the studio: that all is well, and what to do where it is not. */
export const Operating = () => {
  const account = useSession().data;
  if (account?.role !== 'operator') return <NotForSellers />;
  return (
    <Switch>
      <Route path="/studio/operating" component={OverviewScreen} />
      <Route path="/studio/operating/reconciliation" component={ReconciliationScreen} />
      <Route path="/studio/operating/refunds" component={RefundsScreen} />
      <Route path="/studio/operating/payouts" component={PayoutsScreen} />
      <Route path="/studio/operating/couriers" component={CouriersScreen} />
      <Route path="/studio/operating/couriers/:sheet" component={RemittanceScreen} />
      <Route path="/studio/operating/trust" component={TrustScreen} />
      <Route path="/studio/operating/books" component={BooksScreen} />
      <Route path="/studio/operating/audit" component={AuditScreen} />
      <Route>
        <Redirect to="/studio/operating" replace />
      </Route>
    </Switch>
  );
};

const NotForSellers = () => (
  <Page title="Operating">
    <h1 className="visually-hidden">Operating</h1>
    <EmptyState
      title="This is for the operator"
      action={
        <ButtonLink href="/studio/sales" look="primary">
          Go to your sales
        </ButtonLink>
      }
    >
      Your account sells in this shop and has no permission to run it.
    </EmptyState>
  </Page>
);
