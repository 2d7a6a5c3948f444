/** The media server did not answer in time. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/** Waits for `work` at most `ms`: janode itself waits for ever, also for a Janus that hangs. */
export const within = async <T>(ms: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`Janus did not answer "${what}" in ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
