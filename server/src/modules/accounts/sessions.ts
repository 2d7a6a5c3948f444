import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import { readCookie } from '../../kernel/http/cookies.ts';
import type { SetCookie } from '../../kernel/http/doorman.ts';
import type { Who } from '../../kernel/who.ts';
import { sessionStore } from './store.ts';

export const sessionCookie = '__Host-leo';
const day = 86_400;
const lifetime = 180 * day;
/** A session that was read is trusted this long, so that a page of requests costs one look. */
const trusted = 15_000;
const mostTrusted = 20_000;
const ownerKey = 'owner';
const nobodyYet: Who = {
  accountId: '00000000-0000-7000-8000-000000000000',
  role: 'operator',
  name: 'Operator',
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

const sameText = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());

export interface SessionDeps {
  db: Database;
  clock: Clock;
  /** Who comes with this as a bearer token is the operator: the CLI, which reads it from the shop's .env. */
  operatorToken: string | undefined;
}

export const sessions = ({ db, clock, operatorToken }: SessionDeps) => {
  const seen = new Map<string, { who: Who; until: number }>();
  const remember = (key: string, who: Who): Who => {
    if (seen.size >= mostTrusted) seen.clear();
    seen.set(key, { who, until: clock.now() + trusted });
    return who;
  };
  /** The bearer of the token acts as the shop's first operator, its owner. */
  const operator = async (): Promise<Who> => {
    const known = seen.get(ownerKey);
    if (known) return known.who;
    const owner = await sessionStore(db).owner();
    return owner
      ? remember(ownerKey, { accountId: owner.id, role: 'operator', name: owner.name })
      : nobodyYet;
  };

  const ofToken = async (token: string): Promise<Who | null> => {
    const key = hashOf(token);
    const known = seen.get(key);
    if (known && known.until > clock.now()) return known.who;
    const row = await sessionStore(db).who(key, clock.now());
    if (!row) return null;
    return remember(key, { accountId: row.id, role: row.role, name: row.name });
  };

  return {
    identify: async (headers: { cookie?: string | undefined; authorization?: string | undefined }) => {
      const bearer = headers.authorization?.match(/^Bearer (\S{16,256})$/)?.[1];
      if (bearer && operatorToken && sameText(bearer, operatorToken)) return operator();
      const token = readCookie(headers.cookie, sessionCookie);
      return token && token.length <= 128 ? ofToken(token) : null;
    },
    open: async (account: Who): Promise<SetCookie> => {
      const token = randomBytes(32).toString('base64url');
      const expiresAt = clock.now() + lifetime * 1_000;
      await sessionStore(db).open({ tokenHash: hashOf(token), accountId: account.accountId, expiresAt });
      remember(hashOf(token), account);
      return { name: sessionCookie, value: token, maxAge: lifetime };
    },
    close: async (token: string | undefined): Promise<SetCookie> => {
      if (token) {
        seen.delete(hashOf(token));
        await sessionStore(db).close(hashOf(token));
      }
      return { name: sessionCookie, value: '', maxAge: 0 };
    },
    /** What a session says of its account may have changed. */
    forget: (accountId: string): void => {
      for (const [key, one] of seen) if (one.who.accountId === accountId) seen.delete(key);
    },
    prune: () => sessionStore(db).prune(clock.now()),
  };
};
export type Sessions = ReturnType<typeof sessions>;
