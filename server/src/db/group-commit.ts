/** What a group of transactions is made of on one connection. */
export interface Writer {
  run(sql: string): Promise<unknown>;
}

interface Waiting {
  /** Answers what is to be done once the group is committed: hand the result over, or the failure. */
  work(): Promise<() => void>;
  fail(problem: unknown): void;
}

/** So many share one commit at most, so that the first does not wait long for the last. */
const most = 64;

/** A failed piece of work leaves nothing: inside a group its savepoint is taken back, the others stay. */
const inSavepoint = async (writer: Writer, { work, fail }: Waiting): Promise<() => void> => {
  await writer.run('SAVEPOINT work');
  try {
    const settle = await work();
    await writer.run('RELEASE work');
    return settle;
  } catch (problem) {
    await writer.run('ROLLBACK TO work');
    await writer.run('RELEASE work');
    return () => fail(problem);
  }
};

/** Nobody hears how it went before the commit: who failed because of another's row can then see that row. */
const commitGroup = async (writer: Writer, group: readonly Waiting[]): Promise<void> => {
  const ends: (() => void)[] = [];
  try {
    await writer.run('BEGIN IMMEDIATE');
    for (const one of group) ends.push(await inSavepoint(writer, one));
    await writer.run('COMMIT');
  } catch (problem) {
    await writer.run('ROLLBACK').catch(() => undefined);
    for (const one of group) one.fail(problem);
    return;
  }
  for (const end of ends) end();
};

/**
 * SQLite has one writer, and a durable commit costs more than what is committed. So transactions are done one
 * after another, in order of asking, and those that wait together share one commit: each still whole or not at
 * all, none answered before it is on disk.
 */
export const groupCommit = (writer: Writer) => {
  const waiting: Waiting[] = [];
  let going: Promise<void> | undefined;

  const go = async (): Promise<void> => {
    while (waiting.length > 0) await commitGroup(writer, waiting.splice(0, most));
    going = undefined;
  };

  return {
    do: <T>(work: () => Promise<T>): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        waiting.push({
          work: async () => {
            const answer = await work();
            return () => resolve(answer);
          },
          fail: reject,
        });
        // Asking in the same turn of the event loop is asking together.
        going ??= Promise.resolve().then(go);
      }),
    /** Ends when nothing waits any more. */
    idle: async (): Promise<void> => going,
  };
};
