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

const systemSays: Record<string, string> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'The disk’s quota is used up',
  EACCES: 'This user may not do that',
  EPERM: 'This user may not do that',
  EROFS: 'The disk is read-only',
  ENOTDIR: 'A part of the path is no folder',
  EMFILE: 'Too many files are open',
};

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  error instanceof Error && 'code' in error && String(error.code) in systemSays;

/** Anything that was thrown, as what a person can read. A bug keeps its stack. */
export const asCliError = (error: unknown): CliError => {
  if (error instanceof CliError) return error;
  if (isOfSystem(error)) {
    const where = error.path ? `: ${error.path}` : '';
    return new CliError(`${systemSays[error.code]}${where}`, {
      code: 'system.refused',
      help: `The system said ${error.code}. Put that right and run the command again.`,
    });
  }
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new CliError(`Leo made a mistake: ${told}`, {
    code: 'leo.bug',
    help: 'Please report this text.',
  });
};
