import { addUser, getSession, listUsers, saveProfile, signIn, signOut, signUp } from '#contracts/accounts';
import type { Database } from '../../db/connection.ts';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { toAccount } from './domain.ts';
import type { OpenAccounts } from './open-account.ts';
import { type Sessions, sessionCookie } from './sessions.ts';
import { accountStore } from './store.ts';

interface RouteDeps {
  db: Database;
  open: OpenAccounts;
  sessions: Sessions;
}

const pageOfUsers = 50;

export const accountRoutes = ({ db, open, sessions }: RouteDeps): AnyServed[] => {
  const store = accountStore(db);
  return [
    serve(getSession, async ({ who }) => {
      const found = who && (await store.find(who.accountId));
      return { account: found ? toAccount(found) : null };
    }),
    serve(signIn, async ({ body, ip, who, setCookie }) => {
      const { account, cookie } = await open.signIn(body, { ip, visitor: who });
      setCookie(cookie.name, cookie.value, cookie);
      return { account };
    }),
    serve(signUp, async ({ body, ip, who, setCookie }) => {
      const { account, cookie } = await open.signUp(body, { ip, visitor: who });
      setCookie(cookie.name, cookie.value, cookie);
      return { account };
    }),
    serve(signOut, async ({ cookie, setCookie }) => {
      const gone = await sessions.close(cookie(sessionCookie));
      setCookie(gone.name, gone.value, gone);
      return { done: true } as const;
    }),
    serve(saveProfile, async ({ body, who }) => {
      const stored = await store.find(who.accountId);
      if (!stored) throw new Refusal('account.unknown');
      const account = {
        ...stored,
        name: body.name ?? stored.name,
        phone: body.phone ?? stored.phone,
        address: body.address === undefined ? stored.address : body.address,
      };
      await store.save(account);
      sessions.forget(account.id);
      return { account: toAccount(account) };
    }),
    serve(addUser, async ({ body }) => ({ account: await open.addUser(body) })),
    serve(listUsers, async ({ query }) => {
      const found = await store.withPassword(query.cursor ?? '', pageOfUsers + 1);
      const items = found.slice(0, pageOfUsers).map(toAccount);
      return { items, next: found.length > pageOfUsers ? (items.at(-1)?.id ?? null) : null };
    }),
  ];
};
