import { useSession } from '../../lib/session.ts';
import { useShop } from '../../lib/shop.ts';
import { BarLink, TopBar } from '../../ui/top-bar.tsx';
import { unitsIn, useBasket } from '../basket/use-basket.ts';
import { SearchField } from '../search/search-field.tsx';

/** The same on every page but the live room, with help to find things in the same place. */
export const ShopBar = () => {
  const shop = useShop().data;
  const account = useSession().data;
  const basket = useBasket().data;
  return (
    <TopBar name={shop?.name ?? ''} search={<SearchField />}>
      {account && account.role !== 'buyer' && <BarLink href="/studio" icon="camera" label="Studio" />}
      <BarLink
        href={account ? '/account' : '/sign-in'}
        icon="person"
        label={account ? 'Account' : 'Sign in'}
      />
      <BarLink href="/basket" icon="bag" label="Basket" count={unitsIn(basket)} />
    </TopBar>
  );
};
