import type { Migration } from '../migrator.ts';
import { kernel } from './20261122-1000-kernel.ts';
import { accounts } from './20261122-1001-accounts.ts';
import { media } from './20261122-1002-media.ts';
import { catalog } from './20261122-1003-catalog.ts';
import { payments } from './20261122-1004-payments.ts';
import { orders } from './20261122-1005-orders.ts';
import { sales } from './20261122-1006-sales.ts';

/** All of them, in order. A migration that has shipped is never edited; a new one follows. */
export const migrations: readonly Migration[] = [kernel, accounts, media, catalog, payments, orders, sales];
