import { Suspense } from 'react';
import { LiveProvider } from './features/live/live-provider.tsx';
import { ShopBar } from './features/shop/shop-bar.tsx';
import { fetched } from './lib/fetched.ts';
import { Route, Switch, useLocation } from './lib/router.ts';
import { type Services, ServicesProvider } from './lib/services.tsx';
import { useShop } from './lib/shop.ts';
import { Home } from './routes/home.tsx';
import { NotFound } from './routes/not-found.tsx';
import { Caught } from './ui/caught.tsx';
import { OfflineBanner } from './ui/offline-banner.tsx';
import { StatusProvider } from './ui/status.tsx';
import { TestStrip } from './ui/test-strip.tsx';

const Search = fetched(() => import('./routes/search.tsx'), 'Search');
const ProductPage = fetched(() => import('./routes/product.tsx'), 'ProductPage');
const LiveRoom = fetched(() => import('./routes/live.tsx'), 'LiveRoom');
const BasketPage = fetched(() => import('./routes/basket.tsx'), 'BasketPage');
const OrdersPage = fetched(() => import('./routes/orders.tsx'), 'OrdersPage');
const OrderPage = fetched(() => import('./routes/order.tsx'), 'OrderPage');
const SignIn = fetched(() => import('./routes/sign-in.tsx'), 'SignIn');
const SignUp = fetched(() => import('./routes/sign-up.tsx'), 'SignUp');
const AccountPage = fetched(() => import('./routes/account.tsx'), 'AccountPage');
const WalletPage = fetched(() => import('./routes/wallet.tsx'), 'WalletPage');
const Studio = fetched(() => import('./routes/studio.tsx'), 'Studio');

export const App = ({ services }: { services: Services }) => (
  <ServicesProvider services={services}>
    <StatusProvider>
      <LiveProvider>
        <Bar />
        <Screens />
      </LiveProvider>
      <OfflineBanner />
      <Test />
    </StatusProvider>
  </ServicesProvider>
);

const Test = () => (useShop().data?.test ? <TestStrip /> : null);

const Screens = () => {
  const [path] = useLocation();
  return (
    <Caught place={path}>
      <Suspense>
        <Routes />
      </Suspense>
    </Caught>
  );
};

const Routes = () => (
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
    <Route path="/wallet" component={WalletPage} />
    <Route path="/studio/*?" component={Studio} />
    <Route component={NotFound} />
  </Switch>
);

/** The live room and the studio have bars of their own. */
const Bar = () => {
  const [path] = useLocation();
  return /^\/(live|studio)(\/|$)/.test(path) ? null : <ShopBar />;
};
