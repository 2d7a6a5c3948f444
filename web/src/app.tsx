import { type ComponentType, lazy, Suspense } from 'react';
import { LiveProvider } from './features/live/live-provider.tsx';
import { ShopBar } from './features/shop/shop-bar.tsx';
import { Route, Switch, useLocation } from './lib/router.ts';
import { type Services, ServicesProvider } from './lib/services.tsx';
import { Home } from './routes/home.tsx';
import { NotFound } from './routes/not-found.tsx';
import { StatusProvider } from './ui/status.tsx';

/** A screen that is fetched when someone goes there. */
const screen = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }));

const Search = screen(() => import('./routes/search.tsx'), 'Search');
const ProductPage = screen(() => import('./routes/product.tsx'), 'ProductPage');
const LiveRoom = screen(() => import('./routes/live.tsx'), 'LiveRoom');
const BasketPage = screen(() => import('./routes/basket.tsx'), 'BasketPage');
const OrdersPage = screen(() => import('./routes/orders.tsx'), 'OrdersPage');
const OrderPage = screen(() => import('./routes/order.tsx'), 'OrderPage');
const SignIn = screen(() => import('./routes/sign-in.tsx'), 'SignIn');
const SignUp = screen(() => import('./routes/sign-up.tsx'), 'SignUp');
const AccountPage = screen(() => import('./routes/account.tsx'), 'AccountPage');
const Studio = screen(() => import('./routes/studio.tsx'), 'Studio');

export const App = ({ services }: { services: Services }) => (
  <ServicesProvider services={services}>
    <StatusProvider>
      <LiveProvider>
        <Bar />
        <Suspense>
          <Screens />
        </Suspense>
      </LiveProvider>
    </StatusProvider>
  </ServicesProvider>
);

const Screens = () => (
  <Switch>
    <Route path="/" component={Home} />
    <Route path="/search" component={Search} />
    <Route path="/products/:product" component={ProductPage} />
    <Route path="/live/:sale" component={LiveRoom} />
    <Route path="/basket" component={BasketPage} />
    <Route path="/orders" component={OrdersPage} />
    <Route path="/orders/:order" component={OrderPage} />
    <Route path="/sign-in" component={SignIn} />
    <Route path="/sign-up" component={SignUp} />
    <Route path="/account" component={AccountPage} />
    <Route path="/studio/*?" component={Studio} />
    <Route component={NotFound} />
  </Switch>
);

/** The live room and the studio have bars of their own. */
const Bar = () => {
  const [path] = useLocation();
  return /^\/(live|studio)(\/|$)/.test(path) ? null : <ShopBar />;
};
