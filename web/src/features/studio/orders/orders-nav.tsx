import { Subnav } from '../parts/subnav.tsx';

/** Everything about orders: on their way, sent back, in dispute, and those that came back. */
export const OrdersNav = () => (
  <Subnav
    label="Orders"
    ways={[
      { href: '/studio/orders', words: 'Orders' },
      { href: '/studio/returns', words: 'Returns' },
      { href: '/studio/disputes', words: 'Disputes' },
      { href: '/studio/rto', words: 'Came back' },
    ]}
  />
);
