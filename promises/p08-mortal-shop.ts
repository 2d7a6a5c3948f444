import { randomUUID } from 'node:crypto';
import type { RunningDouble } from '../plugins/razorpay/double/start.ts';
import type { Database } from '../server/src/db/connection.ts';
import type { Answered } from '../server/test/visitor.ts';
import { type MoneyShop, openMoneyShop } from './money-shop.ts';
import { breath, type MovableClock } from './shop-clock.ts';

/** A crash is taken up again within ten seconds. */
const resumed = 10_000;
const settings = {
  times: { holdMinutes: 10 },
  commission: { basisPoints: 1_000, taxBasisPoints: 1_800 },
};

/** A process that dies when it first comes to one of these points; from then on it does nothing any more. */
const mortal = (db: Database, wanted: Set<string>) => {
  const life = { diedAt: '' };
  const alive = async <T>(work: () => Promise<T>): Promise<T> => {
    if (life.diedAt) throw new Error('the process is dead');
    return work();
  };
  return {
    life,
    probe: (here: string) => {
      if (!life.diedAt && wanted.delete(here)) life.diedAt = here;
      if (life.diedAt) throw new Error('the process is dead');
    },
    db: {
      dialect: db.dialect,
      close: () => db.close(),
      rows: (sql, binds) => alive(() => db.rows(sql, binds)),
      run: (sql, binds) => alive(() => db.run(sql, binds)),
      transaction: (work) => alive(() => db.transaction(work)),
    } satisfies Database,
  };
};

export interface MortalOptions {
  db: Database;
  double: RunningDouble;
  clock: MovableClock;
  /** Where it dies, once at each. */
  wanted: Set<string>;
}

/** A shop whose server dies at point after point, each time followed by another server over the same database. */
export const openMortalShop = async ({ db, double, clock, wanted }: MortalOptions) => {
  const deaths: string[] = [];
  const broken: string[] = [];
  /** A process may die while it starts, too; then the next one starts. */
  const start = async () => {
    for (;;) {
      const one = mortal(db, wanted);
      const options = { clock, double, settings, route: true, probe: one.probe };
      const shop = await openMoneyShop({ db: one.db }, options).catch((problem: unknown) => {
        if (!one.life.diedAt) throw problem;
        deaths.push(one.life.diedAt);
      });
      if (shop) return { shop, life: one.life };
      clock.pass(resumed);
    }
  };
  let now = await start();
  const ends: Promise<unknown>[] = [];

  const settle = async (): Promise<void> => {
    await now.shop.app.drain().catch(() => undefined);
    await double.control.webhooks.idle();
    await now.shop.app.drain().catch(() => undefined);
  };
  /** Another process takes over, ten seconds later; it may die as well. */
  const takeOver = async (): Promise<void> => {
    while (now.life.diedAt) {
      deaths.push(now.life.diedAt);
      // The dead one's port is closed, and what it had in hand is lost.
      ends.push(now.shop.close().catch(() => undefined));
      clock.pass(resumed);
      now = await start();
      await settle();
    }
  };
  /** Does it, and when the process dies meanwhile, again with the next one. */
  const surely = async <T>(work: (shop: MoneyShop) => Promise<T>): Promise<T> => {
    for (;;) {
      const done = await work(now.shop).then(
        (answer) => ({ answer }),
        (problem: unknown) => ({ problem }),
      );
      await settle();
      const died = now.life.diedAt !== '';
      await takeOver();
      if ('answer' in done && !died) return done.answer;
      if ('problem' in done && !died) throw done.problem;
    }
  };
  const pass = async (ms: number, { runsEnd = false } = {}): Promise<void> => {
    clock.pass(ms);
    // Runs are looked after twice a second.
    if (runsEnd) await breath(600);
    await surely(async () => undefined);
  };
  return {
    deaths,
    broken,
    surely,
    pass,
    clock,
    double,
    db,
    close: async () => {
      await now.shop.close();
      // What a dead process still waits for will never come.
      await Promise.race([Promise.all(ends), breath(3_000)]);
    },
  };
};
export type MortalShop = Awaited<ReturnType<typeof openMortalShop>>;

interface Ask {
  body?: unknown;
  type?: string;
  /** Answers that are as good as a yes here. */
  allow?: number[];
}

interface Content {
  headers: Record<string, string>;
  content: { body?: string };
}
const contentOf = ({ body, type = 'application/json' }: Ask): Content => {
  if (body === undefined) return { headers: {}, content: {} };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { headers: { 'content-type': type }, content: { body: text } };
};

/** Somebody who keeps their cookie, whichever server answers. A request is sent again with its own key. */
export const roamer = (mortalShop: MortalShop, headers: Record<string, string> = {}) => {
  let cookie = '';
  const send = async <T = Record<string, never>>(
    method: string,
    path: string,
    ask: Ask = {},
  ): Promise<Answered<T>['body']> => {
    const given = contentOf(ask);
    const key = randomUUID();
    return mortalShop.surely(async ({ url }) => {
      const own = { 'idempotency-key': key, ...(cookie ? { cookie } : {}), ...given.headers, ...headers };
      const answer = await fetch(url + path, { method, headers: own, ...given.content });
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      const said = (await answer.json()) as Answered<T>['body'];
      if (!answer.ok && !ask.allow?.includes(answer.status))
        throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(said)}`);
      return said;
    });
  };
  return { send };
};
export type Roamer = ReturnType<typeof roamer>;
