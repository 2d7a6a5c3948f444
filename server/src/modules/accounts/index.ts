import * as z from 'zod/mini';
import type { Account, Address } from '#contracts/accounts';
import type { Connection, Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Doorman } from '../../kernel/http/doorman.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import { type AnyJob, job } from '../../kernel/jobs/job.ts';
import { displayName, toAccount } from './domain.ts';
import { openAccounts } from './open-account.ts';
import { passwords } from './passwords.ts';
import { accountRoutes } from './routes.ts';
import { sessions } from './sessions.ts';
import { accountStore } from './store.ts';

export interface AccountsDeps {
  db: Database;
  clock: Clock;
  operatorToken: string | undefined;
  /** Who else may sell here; left out, everybody may. */
  sellers?: { admit(sellerId: string | null): void; joined(sellerId: string): void };
  /** A visitor has become this account: what they put into the basket comes along. */
  onAdopted?: (fromId: string, toId: string) => Promise<void>;
}

export interface AccountsApi {
  find(id: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  /** What to call these accounts, by id. */
  names(ids: readonly string[]): Promise<Map<string, string>>;
  saveAddress(accountId: string, address: Address, tx: Tx): Promise<void>;
  /** Accounts of role seller, at most so many. */
  sellers(most: number): Promise<string[]>;
  /** Makes an operator at the first start; nothing where the e-mail has an account. */
  addOwner(owner: { name: string; email: string; password: string }): Promise<void>;
}

const hour = 3_600_000;
const none = z.object({});

export const accounts = (deps: AccountsDeps) => {
  const { db } = deps;
  const keep = sessions(deps);
  const open = openAccounts({ ...deps, passwords: passwords(), sessions: keep });
  const read = (from: Connection) => accountStore(from);

  const api: AccountsApi = {
    find: async (id) => {
      const found = await read(db).find(id);
      return found && toAccount(found);
    },
    findByEmail: async (email) => {
      const found = await read(db).findByEmail(email.trim().toLowerCase());
      return found && toAccount(found);
    },
    names: async (ids) =>
      new Map((await read(db).findMany([...new Set(ids)])).map((one) => [one.id, displayName(one)])),
    saveAddress: async (accountId, address, tx) => {
      await read(tx).saveAddress(accountId, address);
      tx.afterCommit(() => keep.forget(accountId));
    },
    sellers: (most) => read(db).sellers(most),
    addOwner: async ({ name, email, password }) => {
      if (await api.findByEmail(email)) return;
      await open.addUser({ name, email: email.trim().toLowerCase(), password, role: 'operator' });
    },
  };

  const doorman: Doorman = { identify: keep.identify, admit: open.admitVisitor };
  const prune = job({
    name: 'accounts.prune-sessions',
    payload: none,
    attempts: 3,
    every: hour,
    run: async () => void (await keep.prune()),
  });
  const routes: AnyServed[] = accountRoutes({ ...deps, open, sessions: keep });
  return { api, doorman, routes, jobs: [prune] as unknown as AnyJob[], reactions: [] };
};
