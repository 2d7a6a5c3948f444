import type { Migration } from '../migrator.ts';
import { kernel } from './20261122-1000-kernel.ts';
import { accounts } from './20261122-1001-accounts.ts';
import { media } from './20261122-1002-media.ts';
import { catalog } from './20261122-1003-catalog.ts';
import { payments } from './20261122-1004-payments.ts';
import { orders } from './20261122-1005-orders.ts';
import { sales } from './20261122-1006-sales.ts';
import { audit } from './20261122-1010-audit.ts';
import { ledger } from './20261122-1011-ledger.ts';
import { paymentsOnline } from './20261122-1012-payments-online.ts';
import { loyalty } from './20261122-1013-loyalty.ts';
import { trust } from './20261122-1014-trust.ts';
import { ordersMoney } from './20261122-1015-orders-money.ts';
import { settlement } from './20261122-1016-settlement.ts';
import { invoices } from './20261122-1017-invoices.ts';
import { catalogCounted } from './20261122-1018-catalog-counted.ts';

/** All of them, in order. A migration that has shipped is never edited; a new one follows. */
export const migrations: readonly Migration[] = [
  kernel,
  accounts,
  media,
  catalog,
  payments,
  orders,
  sales,
  audit,
  ledger,
  paymentsOnline,
  loyalty,
  trust,
  ordersMoney,
  settlement,
  invoices,
  catalogCounted,
];
