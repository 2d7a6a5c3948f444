import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { points as ofOrders } from '../server/src/modules/orders/index.ts';
import { points as ofPayments } from '../server/src/modules/payments/index.ts';
import { points as ofSettlement } from '../server/src/modules/settlement/index.ts';
import { crashPoints } from './crash-points.ts';
import { askedOfProviders, namedIn, unnamedIn } from './crash-scan.ts';

const asked = askedOfProviders(readFileSync('sdk/ports/payment.ts', 'utf8'));
const modules = ['orders', 'payments', 'settlement'];
const sources = modules.flatMap((name) =>
  readdirSync(`server/src/modules/${name}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('store'))
    .map((path) => join('server/src/modules', name, path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
);
const whatIs = (text: string) => unnamedIn(text, asked).map(({ what }) => what);

describe('the points at which the handling of money may die', () => {
  it('are all in one list, and nothing else is', () => {
    const all = [...ofOrders, ...ofPayments, ...ofSettlement];
    expect(
      all.filter((point) => !crashPoints.includes(point)),
      'not in promises/crash-points.ts',
    ).toEqual([]);
    expect(
      crashPoints.filter((point) => !all.includes(point)),
      'no longer a point',
    ).toEqual([]);
    expect(new Set(crashPoints).size).toBe(crashPoints.length);
    expect(crashPoints.length).toBeGreaterThanOrEqual(60);
  });

  it('are at every transaction of orders, payments and settlement, and at every question to a provider', () => {
    expect(sources.length).toBeGreaterThan(60);
    const unnamed = sources.flatMap(({ path, text }) =>
      unnamedIn(text, asked).map(({ line, what }) => `${path}:${line} ${what}`),
    );
    expect(unnamed).toEqual([]);
  });

  it('are each somewhere in the sources', () => {
    const named = new Set(
      sources.flatMap(({ path, text }) =>
        namedIn(text).map((point) => (path.includes('/settlement/') ? `settlement/${point}` : point)),
      ),
    );
    const own = crashPoints.filter((point) => !point.startsWith('place-order/'));
    expect(own.filter((point) => !named.has(point) && !named.has(point.replace(/\/after$/, '')))).toEqual([]);
  });

  it('know what is asked of a provider', () => {
    expect([...asked]).toEqual(
      expect.arrayContaining(['capture', 'refund', 'settlements', 'reverse', 'authorise', 'void']),
    );
    expect([...asked]).not.toContain('verify');
  });

  it('are missed where somebody forgets one', () => {
    const good = `const pay = (deps) => committed(deps, 'payments/note', (tx) => note(tx));`;
    const around = `const rule = async (deps) => { await reach(deps, 'rule/begin'); await deps.db.transaction((tx) => book(tx)); await reach(deps, 'rule/done'); };`;
    const asks = `const take = (deps) => deps.ways.ask(method, 'payments/capture', (online) => online.capture({ id }));`;
    expect([good, around, asks].flatMap(whatIs)).toEqual([]);
    expect(whatIs(good.replace(`committed(deps, 'payments/note', `, 'deps.db.transaction('))).toEqual([
      'transaction',
    ]);
    expect(whatIs(around.replace(`await reach(deps, 'rule/done');`, ''))).toEqual(['transaction']);
    expect(whatIs(around.replace(`await reach(deps, 'rule/begin');`, ''))).toEqual(['transaction']);
    expect(whatIs('const take = (online) => online.capture({ id });')).toEqual(['capture']);
    expect(whatIs('const take = (deps) => deps.ways.online(method).refund({ id });')).toEqual(['refund']);
    expect(whatIs('const give = (online) => online.transfers.reverse({ id });')).toEqual(['reverse']);
    expect(whatIs(good.replace(`'payments/note'`, 'place'))).toEqual(["committed without a point's name"]);
  });
});
