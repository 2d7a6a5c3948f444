import { expect, it } from 'vitest';
import * as contract from '#contracts/accounts';
import type { RouteDefinition } from '#contracts/route';
import { eachDatabase, type TestDatabase } from '../../../test/database.ts';
import { systemClock } from '../../kernel/clock.ts';
import type { Call } from '../../kernel/http/serve.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { accounts } from './index.ts';

const address = {
  name: 'Meera',
  phone: '9876543210',
  pin: '411001',
  line: '4 Lakshmi Road',
  city: 'Pune',
  state: 'Maharashtra',
};
const meera = { name: 'Meera', email: 'meera@shop.example', password: 'a long walk by the river' };

const open = (test: TestDatabase) => {
  const adoptions: string[] = [];
  const module = accounts({
    db: test.db,
    clock: systemClock,
    operatorToken: 'operator-token-of-this-test',
    onAdopted: async (from, to) => void adoptions.push(`${from} ${to}`),
  });
  /** Calls a route as the router does, with a browser's cookie, and keeps the cookie it sets. */
  const browser = (ip = '198.51.100.7') => {
    let cookie = '';
    return {
      cookie: () => cookie,
      enter: async () => {
        const { who, cookie: set } = await module.doorman.admit(ip);
        cookie = `${set.name}=${set.value}`;
        return who;
      },
      call: async (route: RouteDefinition, body?: unknown): Promise<{ account: contract.Account }> => {
        const served = module.routes.find((one) => one.route === route);
        const call = {
          body,
          query: {},
          params: {},
          ip,
          who: await module.doorman.identify({ cookie }),
          setCookie: (name: string, value: string) => void (cookie = `${name}=${value}`),
          cookie: () => cookie.split('=')[1],
        };
        const answer: unknown = await served?.handler(call as unknown as Call<RouteDefinition> as never);
        return answer as {
          account: contract.Account;
        };
      },
    };
  };
  return { module, adoptions, browser };
};
const code = async (work: Promise<unknown>) => {
  const problem = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return problem instanceof Refusal ? problem.code : problem;
};

eachDatabase((_name, test) => {
  it('lets a buyer sign up, out and in again, and keeps what they had as a visitor', async () => {
    const { browser, adoptions } = open(test);
    const phone = browser();
    const visitor = await phone.enter();
    await phone.call(contract.saveProfile, { address });
    const { account } = await phone.call(contract.signUp, meera);
    expect(account).toMatchObject({ role: 'buyer', name: 'Meera', address, email: 'meera@shop.example' });
    expect(adoptions).toEqual([`${visitor.accountId} ${account.id}`]);
    await phone.call(contract.signOut);
    expect((await phone.call(contract.getSession)).account).toBeNull();
    await phone.call(contract.signIn, { email: 'meera@shop.example', password: meera.password });
    expect((await phone.call(contract.getSession)).account.id).toBe(account.id);
  });

  it('refuses an e-mail that is taken, a password everybody tries first, and a wrong one', async () => {
    const { browser } = open(test);
    expect(await code(browser().call(contract.signUp, meera))).toBe('account.email-taken');
    expect(
      await code(
        browser().call(contract.signUp, { ...meera, email: 'b@shop.example', password: 'password123' }),
      ),
    ).toBe('account.weak-password');
    expect(
      await code(browser().call(contract.signIn, { email: meera.email, password: 'not this one' })),
    ).toBe('account.wrong-password');
    expect(
      await code(browser().call(contract.signIn, { email: 'nobody@shop.example', password: 'not this one' })),
    ).toBe('account.wrong-password');
  });

  it('slows down who guesses, and not the owner who signs in from elsewhere', async () => {
    const { browser } = open(test);
    const guesser = browser('203.0.113.5');
    for (let guess = 0; guess < 5; guess++)
      await code(guesser.call(contract.signIn, { email: meera.email, password: `guess ${guess}` }));
    expect(await code(guesser.call(contract.signIn, { email: meera.email, password: meera.password }))).toBe(
      'account.too-many-tries',
    );
    expect(
      (await browser().call(contract.signIn, { email: meera.email, password: meera.password })).account.name,
    ).toBe('Meera');
  });

  it('makes the owner once, knows the operator by the token, and keeps no session token in the database', async () => {
    const { module, browser } = open(test);
    const owner = { name: 'Asha', email: 'Asha@shop.example', password: 'marigold at dusk' };
    await module.api.addOwner(owner);
    await module.api.addOwner(owner);
    expect(
      await module.doorman.identify({ authorization: 'Bearer operator-token-of-this-test' }),
    ).toMatchObject({ role: 'operator', name: 'Asha' });
    expect(await module.doorman.identify({ authorization: 'Bearer operator-token-of-this-tesT' })).toBeNull();
    const phone = browser();
    await phone.enter();
    const rows = await test.db.rows<{ token_hash: string }>('SELECT token_hash FROM accounts_sessions');
    expect(rows.map((row) => row.token_hash)).not.toContain(phone.cookie().split('=')[1]);
  });
});
