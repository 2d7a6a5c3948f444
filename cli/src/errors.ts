/** Why a command could not do its work, and what the person at the terminal can do next. */
export class CliError extends Error {
  readonly code: string;
  readonly help: string | null;
  /** 1: refused with a reason. 2: the command was used wrongly. */
  readonly exit: 1 | 2;

  constructor(message: string, about: { code: string; help?: string; exit?: 1 | 2 }) {
    super(message);
    this.code = about.code;
    this.help = about.help ?? null;
    this.exit = about.exit ?? 1;
  }
}

export const usage = (message: string, help?: string): CliError =>
  new CliError(message, { code: 'usage.invalid', exit: 2, ...(help && { help }) });

/** What Ctrl-C ends with. */
export const interrupted = (help: string): CliError =>
  new CliError('Stopped.', { code: 'command.interrupted', help });
