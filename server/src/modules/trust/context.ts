import type { Account } from '#contracts/accounts';
import type { ShopSettings } from '#contracts/shop-settings';
import type { Money } from '#contracts/values';
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { AuditApi } from '../audit/index.ts';
import type { MessagesApi } from '../messages/index.ts';

export interface TrustDeps {
  db: Database;
  clock: Clock;
  settings: ShopSettings['trust'];
  /** What the shop is called, its currency and its way of writing money. */
  shop: Pick<ShopSettings, 'name' | 'currency' | 'locale'>;
  accounts: {
    find(id: string): Promise<Account | undefined>;
    names(ids: readonly string[]): Promise<Map<string, string>>;
  };
  audit: Pick<AuditApi, 'record'>;
  messages: Pick<MessagesApi, 'reaches' | 'send'>;
  payments: { methods(total: Money): readonly { kind: 'online' | 'on-delivery' }[] };
}
