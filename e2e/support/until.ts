/** Asks again and again until it holds; says what never did. Long enough for a busy machine. */
export const until = async (what: string, holds: () => Promise<boolean>, within = 45_000): Promise<void> => {
  const end = Date.now() + within;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`This never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
