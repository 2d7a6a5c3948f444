import { expect, it } from 'vitest';
import { eachDatabase } from '../../test/database.ts';
import { migrations } from './migrations/index.ts';
import { migrate, pending, unmigrate } from './migrator.ts';

const names = migrations.map((one) => one.name);

eachDatabase((_name, test) => {
  it('takes every migration back, newest first, and does them again', async () => {
    expect(await pending(test.db, migrations)).toEqual([]);
    await unmigrate(test.db, migrations);
    expect(await pending(test.db, migrations)).toEqual(names);
    await expect(test.db.rows('SELECT 1 FROM orders_orders')).rejects.toThrow();
    expect(await migrate(test.db, migrations)).toEqual(names);
    expect(await migrate(test.db, migrations)).toEqual([]);
  });

  it('leaves a database as it was when one of them fails', async () => {
    const broken = {
      name: '29991231-0000-broken',
      up: ['CREATE TABLE half (id TEXT)', 'NO SUCH THING'],
      down: [],
    };
    await expect(migrate(test.db, [...migrations, broken])).rejects.toThrow();
    await expect(test.db.rows('SELECT 1 FROM half')).rejects.toThrow();
    expect(await pending(test.db, migrations)).toEqual([]);
  });

  it('refuses a database that is newer than the program', async () => {
    await expect(pending(test.db, migrations.slice(0, -1))).rejects.toThrow('newer than this Leo');
    await expect(migrate(test.db, migrations.slice(0, -1))).rejects.toThrow('newer than this Leo');
  });
});
