import { interrupted } from './errors.ts';

export interface Asked {
  message: string;
  placeholder: string;
  secret?: boolean;
  /** What is wrong with an answer; null: nothing. An empty answer takes the default and is not checked. */
  problem(typed: string): string | null;
}

/** Asks a person at the terminal. Null: an empty answer, the default. Ctrl-C ends the command. */
export const ask = async (asked: Asked): Promise<string | null> => {
  // Imported here: it is needed by the commands that ask, and costs the others a third of their start.
  const { isCancel, password, text } = await import('@clack/prompts');
  const { message, placeholder, problem } = asked;
  const validate = (typed: string | undefined) => {
    const wrong = typed ? problem(typed) : null;
    return wrong ? `That ${wrong}` : undefined;
  };
  const typed = asked.secret
    ? await password({ message, validate })
    : await text({ message, validate, placeholder, defaultValue: placeholder });
  if (isCancel(typed)) throw interrupted('Nothing was written. Run the command again when you like.');
  return typed ? typed : null;
};
