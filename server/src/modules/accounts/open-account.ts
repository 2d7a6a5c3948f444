import type { Account, Role } from '#contracts/accounts';
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import { operationId } from '../../kernel/http/answers.ts';
import type { SetCookie } from '../../kernel/http/doorman.ts';
import { newId } from '../../kernel/ids.ts';
import { limit } from '../../kernel/limits.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { adopted, isCommonPassword, type StoredAccount, toAccount } from './domain.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import { accountStore } from './store.ts';

export interface OpenDeps {
  db: Database;
  clock: Clock;
  passwords: Passwords;
  sessions: Sessions;
  sellers?: { admit(sellerId: string | null): void; joined(sellerId: string): void };
  onAdopted?: (fromId: string, toId: string) => Promise<void>;
}
interface NewUser {
  name: string;
  email: string;
  password: string;
  role: Role;
}
/** Where a person who signs in comes from: their address, and the visitor they were until now. */
export interface From {
  ip: string;
  visitor: Who | null;
}
type Opened = Promise<{ account: Account; cookie: SetCookie }>;

/** A key that only its sender can know; a shorter one might be somebody else's too. */
const unguessable = 32;
const visitorOf = (key: string): string | undefined =>
  key.length >= unguessable ? operationId('visitor', 'admit', key) : undefined;

const asWho = ({ id, role, name }: Account): Who => ({ accountId: id, role, name });

/** After five wrong passwords an address waits for this account, and for all accounts after a hundred. */
const limits = () => ({
  pair: limit({ points: 5, seconds: 60, code: 'account.too-many-tries' }),
  address: limit({ points: 100, seconds: 300, code: 'account.too-many-tries' }),
  opened: limit({ points: 600, seconds: 60, code: 'request.too-many' }),
});

export const openAccounts = ({ db, clock, passwords, sessions, sellers, onAdopted }: OpenDeps) => {
  const allow = limits();
  const store = accountStore(db);

  const blank = (role: Role): StoredAccount => ({
    id: newId(),
    role,
    name: null,
    email: null,
    phone: null,
    address: null,
    passwordHash: null,
    createdAt: clock.now(),
  });

  const addUser = async ({ name, email, password, role }: NewUser): Promise<Account> => {
    if (isCommonPassword(password, email)) throw new Refusal('account.weak-password');
    if (role === 'seller') sellers?.admit(null);
    const account = { ...blank(role), name, email, passwordHash: await passwords.hash(password) };
    if ((await store.add(account)) === 0) throw new Refusal('account.email-taken');
    if (role === 'seller') sellers?.joined(account.id);
    return toAccount(account);
  };

  /** Signed in; what a visitor had before, address and basket, comes along. */
  const enter = async (stored: StoredAccount, { visitor }: From): Opened => {
    const before =
      visitor && visitor.accountId !== stored.id ? await store.find(visitor.accountId) : undefined;
    const brings = before && before.passwordHash === null ? before : undefined;
    const account = brings ? { ...stored, ...adopted(stored, brings) } : stored;
    if (brings) {
      await store.save(account);
      await onAdopted?.(brings.id, stored.id);
    }
    return { account: toAccount(account), cookie: await sessions.open(asWho(account)) };
  };

  return {
    addUser,
    admitVisitor: async (ip: string, key = ''): Promise<{ who: Who; cookie: SetCookie }> => {
      await allow.opened.take(ip);
      const id = visitorOf(key);
      const visitor = id ? { ...blank('buyer'), id } : blank('buyer');
      await store.add(visitor);
      return { who: asWho(visitor), cookie: await sessions.open(asWho(visitor)) };
    },
    signUp: async (given: Omit<NewUser, 'role'>, from: From): Opened => {
      await allow.opened.take(from.ip, 10);
      const account = await addUser({ ...given, role: 'buyer' });
      const stored = await store.find(account.id);
      if (!stored) throw new Refusal('account.unknown');
      return enter(stored, from);
    },
    signIn: async ({ email, password }: { email: string; password: string }, from: From): Opened => {
      const pair = `${from.ip} ${email}`;
      await allow.pair.check(pair);
      await allow.address.check(from.ip);
      const stored = await store.findByEmail(email);
      if (!(await passwords.fits(stored?.passwordHash, password)) || !stored) {
        await allow.pair.take(pair);
        await allow.address.take(from.ip);
        throw new Refusal('account.wrong-password');
      }
      await allow.pair.forget(pair);
      return enter(stored, from);
    },
  };
};
export type OpenAccounts = ReturnType<typeof openAccounts>;
