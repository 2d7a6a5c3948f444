import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPostgresDatabase, postgresPrograms, startPostgres } from '../../test/postgres.ts';
import { connect } from './connect.ts';
import type { Database } from './connection.ts';

const missing = postgresPrograms() ? '' : ' - skipped: postgresql is not installed';

describe.skipIf(missing !== '')(`a connection to Postgres${missing}`, () => {
  let db: Database;
  let stop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    let server = inject('postgres')?.url;
    if (!server) {
      const own = await startPostgres();
      [server, stop] = [own.url, own.stop];
    }
    db = await connect(await createPostgresDatabase(server));
    await db.run('CREATE TABLE notes (id TEXT PRIMARY KEY, n BIGINT NOT NULL)');
    await db.run("INSERT INTO notes (id, n) VALUES ('a', 1)");
  });
  afterAll(async () => {
    await db.close();
    await stop?.();
  });

  it('answers many who ask for more texts than it keeps', async () => {
    const asked = Array.from({ length: 700 }, (_, n) => n);
    for (const part of [asked, asked])
      expect(
        await Promise.all(part.map((n) => db.rows(`SELECT CAST($1 AS INTEGER) + ${n} AS n`, [1]))),
      ).toEqual(part.map((n) => [{ n: n + 1 }]));
  });

  it('says what is wrong with a statement, and goes on', async () => {
    for (let time = 0; time < 2; time++) {
      await expect(db.rows('SELECT colours FROM notes')).rejects.toThrow('does not exist');
      await expect(db.run("INSERT INTO notes (id, n) VALUES ('a', 1)")).rejects.toThrow('unique');
    }
    expect(await db.run('UPDATE notes SET n = n')).toBe(1);
  });

  it('calls a lost connection by the name the shop knows, and has another', async () => {
    const lost = db.transaction(async (tx) => {
      await tx.run('UPDATE notes SET n = 7');
      const [own] = await tx.rows<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await db.rows('SELECT pg_terminate_backend($1)', [own!.pid]);
      await tx.run('UPDATE notes SET n = 8');
    });
    await expect(lost).rejects.toMatchObject({ name: expect.stringMatching(/^Sequelize.*Connection/) });
    expect(await db.rows('SELECT n FROM notes')).toEqual([{ n: 1 }]);
    await Promise.all(Array.from({ length: 30 }, () => db.run('UPDATE notes SET n = n + 1')));
    expect(await db.rows('SELECT n FROM notes')).toEqual([{ n: 31 }]);
  });

  it('calls two transactions in each other’s way busy, and one of them goes on', async () => {
    await db.run("INSERT INTO notes (id, n) VALUES ('b', 1)");
    let both = 0;
    let open = (): void => undefined;
    const bothHave = new Promise<void>((resolve) => {
      open = resolve;
    });
    const cross = (first: string, second: string) =>
      db.transaction(async (tx) => {
        await tx.run('UPDATE notes SET n = 0 WHERE id = $1', [first]);
        if (++both === 2) open();
        await bothHave;
        await tx.run('UPDATE notes SET n = 0 WHERE id = $1', [second]);
      });
    const ends = await Promise.allSettled([cross('a', 'b'), cross('b', 'a')]);
    const failed = ends.filter((end) => end.status === 'rejected');
    expect(failed).toHaveLength(1);
    expect(failed[0]?.reason).toMatchObject({ name: 'SequelizeTimeoutError' });
  });
});
