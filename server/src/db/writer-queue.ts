/** Runs one piece of work after another, in order of asking: SQLite's single writer without SQLITE_BUSY. */
export const writerQueue = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};
