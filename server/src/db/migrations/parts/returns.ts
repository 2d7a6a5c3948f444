import type { Statement } from '../../migrator.ts';

/** What was given back of orders, and what was sent back. */
export const returnsTables: Statement[] = [
  // One row a refund, or an exchange: what it took of the order, money and coins, and how much of the money was paid
  // online. `earner` is the order whose earned coins it may take back; `counts` is 0 where the money stays with that
  // order's buyer as goods, so that nothing is taken back. `clawed` were taken, `shortfall` was kept of the money.
  `CREATE TABLE orders_refunds (
    refund_id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    cash BIGINT NOT NULL CHECK (cash >= 0),
    coins BIGINT NOT NULL CHECK (coins >= 0),
    online BIGINT NOT NULL CHECK (online BETWEEN 0 AND cash),
    after_release BIGINT NOT NULL,
    earner_id TEXT NOT NULL,
    counts BIGINT NOT NULL,
    clawed BIGINT NOT NULL,
    shortfall BIGINT NOT NULL CHECK (shortfall BETWEEN 0 AND cash),
    parts TEXT NOT NULL,
    reason TEXT NOT NULL,
    return_id TEXT,
    exchange_order_id TEXT,
    root_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    CHECK (amount = cash + coins)
  )`,
  'CREATE INDEX orders_refunds_order ON orders_refunds (order_id, at)',
  'CREATE INDEX orders_refunds_earner ON orders_refunds (earner_id)',
  `CREATE UNIQUE INDEX orders_refunds_exchange ON orders_refunds (exchange_order_id)
    WHERE exchange_order_id IS NOT NULL`,
  `CREATE TABLE orders_returns (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL,
    seller_id TEXT NOT NULL,
    state TEXT NOT NULL
      CHECK (state IN ('requested', 'accepted', 'refused', 'received', 'refunded', 'exchanged')),
    reason TEXT NOT NULL,
    note TEXT,
    lines TEXT NOT NULL,
    exchange_for TEXT,
    exchange_order_id TEXT,
    refund_to TEXT NOT NULL,
    answer TEXT,
    restocked BIGINT NOT NULL,
    requested_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
  )`,
  'CREATE INDEX orders_returns_order ON orders_returns (order_id, requested_at, id)',
  'CREATE INDEX orders_returns_seller ON orders_returns (seller_id, requested_at, id)',
  'CREATE INDEX orders_returns_placed ON orders_returns (requested_at, id)',
];

export const withoutReturnsTables: Statement[] = ['DROP TABLE orders_returns', 'DROP TABLE orders_refunds'];
