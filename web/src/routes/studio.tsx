import { Suspense } from 'react';
import { DisputesScreen } from '../features/studio/disputes/disputes-screen.tsx';
import { ImportScreen } from '../features/studio/imports/import-screen.tsx';
import { OnAirProvider } from '../features/studio/on-air.tsx';
import { StudioOrderScreen } from '../features/studio/orders/order-screen.tsx';
import { OrdersScreen } from '../features/studio/orders/orders-screen.tsx';
import { PackingScreen } from '../features/studio/orders/packing-screen.tsx';
import { ProductScreen } from '../features/studio/products/product-screen.tsx';
import { ProductsScreen } from '../features/studio/products/products-screen.tsx';
import { ReturnsScreen } from '../features/studio/returns/returns-screen.tsx';
import { NewSaleScreen } from '../features/studio/sales/new-sale-screen.tsx';
import { SaleScreen } from '../features/studio/sales/sale-screen.tsx';
import { SalesScreen } from '../features/studio/sales/sales-screen.tsx';
import { Gate } from '../features/studio/shell/gate.tsx';
import { Shell } from '../features/studio/shell/shell.tsx';
import { fetched } from '../lib/fetched.ts';
import { Redirect, Route, Switch } from '../lib/router.ts';
import { NotFound } from './not-found.tsx';

const MoneyScreen = fetched(() => import('../features/studio/money/money-screen.tsx'), 'MoneyScreen');
const RtoScreen = fetched(() => import('../features/studio/rto/rto-screen.tsx'), 'RtoScreen');
const Operating = fetched(() => import('../features/studio/operating/operating.tsx'), 'Operating');

/** The seller's side of the shop, at /studio. */
export const Studio = () => (
  <Gate>
    <OnAirProvider>
      <Shell>
        <Suspense>
          <Switch>
            <Route path="/studio">
              <Redirect to="/studio/sales" replace />
            </Route>
            <Route path="/studio/sales" component={SalesScreen} />
            <Route path="/studio/sales/new" component={NewSaleScreen} />
            <Route path="/studio/sales/:sale" component={SaleScreen} />
            <Route path="/studio/products" component={ProductsScreen} />
            <Route path="/studio/products/import" component={ImportScreen} />
            <Route path="/studio/products/:product" component={ProductScreen} />
            <Route path="/studio/orders" component={OrdersScreen} />
            <Route path="/studio/orders/packing" component={PackingScreen} />
            <Route path="/studio/orders/:order" component={StudioOrderScreen} />
            <Route path="/studio/returns" component={ReturnsScreen} />
            <Route path="/studio/disputes" component={DisputesScreen} />
            <Route path="/studio/rto" component={RtoScreen} />
            <Route path="/studio/money" component={MoneyScreen} />
            <Route path="/studio/operating/*?" component={Operating} />
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </Shell>
    </OnAirProvider>
  </Gate>
);
