import { lazy, Suspense } from 'react';
import { ShopBar } from './features/shop/shop-bar.tsx';
import { Route, Switch } from './lib/router.ts';
import { type Services, ServicesProvider } from './lib/services.tsx';
import { Home } from './routes/home.tsx';
import { StatusProvider } from './ui/status.tsx';

const Search = lazy(() => import('./routes/search.tsx').then(({ Search }) => ({ default: Search })));
const ProductPage = lazy(() =>
  import('./routes/product.tsx').then(({ ProductPage }) => ({ default: ProductPage })),
);

export const App = ({ services }: { services: Services }) => (
  <ServicesProvider services={services}>
    <StatusProvider>
      <ShopBar />
      <Suspense>
        <Switch>
          <Route path="/" component={Home} />
          <Route path="/search" component={Search} />
          <Route path="/products/:product" component={ProductPage} />
        </Switch>
      </Suspense>
    </StatusProvider>
  </ServicesProvider>
);
