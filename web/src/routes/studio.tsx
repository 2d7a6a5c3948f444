import { ImportScreen } from '../features/studio/imports/import-screen.tsx';
import { OnAirProvider } from '../features/studio/on-air.tsx';
import { StudioOrderScreen } from '../features/studio/orders/order-screen.tsx';
import { OrdersScreen } from '../features/studio/orders/orders-screen.tsx';
import { ProductScreen } from '../features/studio/products/product-screen.tsx';
import { ProductsScreen } from '../features/studio/products/products-screen.tsx';
import { NewSaleScreen } from '../features/studio/sales/new-sale-screen.tsx';
import { SaleScreen } from '../features/studio/sales/sale-screen.tsx';
import { SalesScreen } from '../features/studio/sales/sales-screen.tsx';
import { Gate } from '../features/studio/shell/gate.tsx';
import { Shell } from '../features/studio/shell/shell.tsx';
import { Redirect, Route, Switch } from '../lib/router.ts';
import { NotFound } from './not-found.tsx';

/** The seller's side of the shop, at /studio. */
export const Studio = () => (
  <Gate>
    <OnAirProvider>
      <Shell>
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
          <Route path="/studio/orders/:order" component={StudioOrderScreen} />
          <Route component={NotFound} />
        </Switch>
      </Shell>
    </OnAirProvider>
  </Gate>
);
