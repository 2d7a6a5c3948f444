import { expect, it } from 'vitest';
import { eachDatabase } from '../../test/database.ts';

eachDatabase((_name, test) => {
  it('keeps nothing of a transaction that fails, and tells no one it was committed', async () => {
    await test.db.run('CREATE TABLE notes (id TEXT PRIMARY KEY, n BIGINT NOT NULL)');
    let told = 0;
    const failing = test.db.transaction(async (tx) => {
      await tx.run('INSERT INTO notes (id, n) VALUES ($1, $2)', ['a', 1]);
      tx.afterCommit(() => void told++);
      throw new Error('the power went');
    });
    await expect(failing).rejects.toThrow('the power went');
    expect(await test.db.rows('SELECT * FROM notes')).toEqual([]);
    expect(told).toBe(0);
  });

  it('counts changed rows, keeps whole numbers up to 2^53 exact and refuses a transaction in a transaction', async () => {
    expect(
      await test.db.run('INSERT INTO notes (id, n) VALUES ($1, $2), ($3, $4)', ['a', 1, 'b', 2 ** 53 - 1]),
    ).toBe(2);
    expect(
      await test.db.run('INSERT INTO notes (id, n) VALUES ($1, 5) ON CONFLICT (id) DO NOTHING', ['a']),
    ).toBe(0);
    expect(await test.db.run('UPDATE notes SET n = n - 1 WHERE n > $1', [0])).toBe(2);
    expect(await test.db.rows('SELECT n FROM notes ORDER BY id')).toEqual([{ n: 0 }, { n: 2 ** 53 - 2 }]);
    await expect(test.db.transaction(() => test.db.transaction(async () => 1))).rejects.toThrow(
      'inside a transaction',
    );
  });

  it('lets many write at once, one after another, losing none', async () => {
    await test.db.run('UPDATE notes SET n = 0');
    const add = () => test.db.transaction((tx) => tx.run("UPDATE notes SET n = n + 1 WHERE id = 'a'"));
    await Promise.all(Array.from({ length: 100 }, add));
    expect(await test.db.rows("SELECT n FROM notes WHERE id = 'a'")).toEqual([{ n: 100 }]);
  });

  it('keeps those that waited together apart: one that fails takes no other with it', async () => {
    await test.db.run('DELETE FROM notes');
    const told: number[] = [];
    const note = (n: number) =>
      test.db.transaction(async (tx) => {
        tx.afterCommit(() => void told.push(n));
        await tx.run('INSERT INTO notes (id, n) VALUES ($1, $2)', [`note ${n}`, n]);
        if (n % 3 === 0) throw new Error('this one is taken back');
        return n;
      });
    const ends = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => note(n)));
    expect(ends.filter((end) => end.status === 'rejected')).toHaveLength(10);
    const kept = (await test.db.rows<{ n: number }>('SELECT n FROM notes ORDER BY n')).map((row) => row.n);
    expect(kept).toEqual(Array.from({ length: 30 }, (_, n) => n).filter((n) => n % 3 !== 0));
    expect(told.sort((a, b) => a - b)).toEqual(kept);
  });

  it('tells who came second only when the first can be seen', async () => {
    await test.db.run('DELETE FROM notes');
    const note = () =>
      test.db
        .transaction((tx) => tx.run("INSERT INTO notes (id, n) VALUES ('the one', 1)"))
        .then(
          () => 'first' as const,
          () => test.db.rows<{ id: string }>('SELECT id FROM notes'),
        );
    const ends = await Promise.all([note(), note()]);
    expect(ends).toContain('first');
    expect(ends).toContainEqual([{ id: 'the one' }]);
  });

  it('gives a statement that changes rows and answers them its turn, before those that ask later', async () => {
    await test.db.run("INSERT INTO notes (id, n) VALUES ('turn', 1)");
    const ended: string[] = [];
    const add = () => test.db.transaction((tx) => tx.run("UPDATE notes SET n = n + 1 WHERE id = 'turn'"));
    const first = add();
    const asked = test.db
      .rows<{ n: number }>("UPDATE notes SET n = n * 10 WHERE id = 'turn' RETURNING n")
      .then(() => void ended.push('asked'));
    const later = Array.from({ length: 300 }, () => add().then(() => void ended.push('later')));
    await Promise.all([first, asked, ...later]);
    expect(ended.indexOf('asked')).toBeLessThan(300);
  });
});
