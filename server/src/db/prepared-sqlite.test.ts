import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqlite } from '../../test/database.ts';

let opened: Awaited<ReturnType<typeof openSqlite>>;
beforeAll(async () => {
  opened = await openSqlite();
  await opened.db.run('CREATE TABLE notes (id TEXT PRIMARY KEY, n BIGINT NOT NULL)');
  await opened.db.run("INSERT INTO notes (id, n) VALUES ('a', 1), ('b', 2)");
});
afterAll(() => opened.end());

it('answers each of many who ask the same thing at once with what they asked for', async () => {
  const ask = (id: string) => opened.db.rows<{ n: number }>('SELECT n FROM notes WHERE id = $1', [id]);
  const asked = Array.from({ length: 200 }, (_, at) => (at % 2 ? 'a' : 'b'));
  const answers = await Promise.all(asked.map(ask));
  expect(answers.map(([row]) => row?.n)).toEqual(asked.map((id) => (id === 'a' ? 1 : 2)));
});

it('binds by number, whatever their order in the statement', async () => {
  expect(await opened.db.rows('SELECT $2 AS second, $1 AS first, $2 AS again', ['x', 'y'])).toEqual([
    { second: 'y', first: 'x', again: 'y' },
  ]);
});

it('says what is wrong with a statement, each time, and goes on', async () => {
  for (let time = 0; time < 2; time++) {
    await expect(opened.db.rows('SELECT colours FROM notes')).rejects.toThrow('no such column');
    await expect(opened.db.run('NO SUCH THING')).rejects.toThrow('syntax error');
    await expect(opened.db.run("INSERT INTO notes (id, n) VALUES ('a', 1)")).rejects.toThrow('UNIQUE');
  }
  expect(await opened.db.run('UPDATE notes SET n = n')).toBe(2);
});

it('knows a table that has changed since it prepared a statement', async () => {
  const all = () => opened.db.rows('SELECT * FROM notes WHERE id = $1', ['a']);
  expect(await all()).toEqual([{ id: 'a', n: 1 }]);
  await opened.db.run('ALTER TABLE notes ADD COLUMN colour TEXT');
  expect(await all()).toEqual([{ id: 'a', n: 1, colour: null }]);
});

it('keeps some statements and lets go of the oldest', async () => {
  const ask = (n: number) => opened.db.rows(`SELECT ${n} AS n`);
  for (let n = 0; n < 600; n++) expect(await ask(n)).toEqual([{ n }]);
  expect(await Promise.all([ask(0), ask(599), ask(1)])).toEqual([[{ n: 0 }], [{ n: 599 }], [{ n: 1 }]]);
});
