import { relative, resolve } from 'node:path';
import { type Context, command } from '../command.ts';
import { usage } from '../errors.ts';
import type { Question, QuestionName } from '../init/answers.ts';

type Given = Partial<Record<QuestionName, string>>;

const options = {
  name: { flags: '--name <name>', summary: 'the shop’s name' },
  currency: { flags: '--currency <code>', summary: 'ISO 4217, such as INR' },
  db: { flags: '--db <kind>', summary: 'sqlite: one file, nothing to install' },
  dbUrl: { flags: '--db-url <url>', summary: 'postgres://user:password@host/database' },
  port: { flags: '--port <port>', summary: 'where the shop answers; the next two ports are used as well' },
  email: { flags: '--email <email>', summary: 'the owner’s e-mail, to sign in with' },
  password: { flags: '--password <password>', summary: 'the owner’s password, 8 characters or more' },
  testPayments: {
    flags: '--test-payments',
    summary: 'take UPI and cards from a double of Razorpay on this machine: no real money',
  },
  yes: { flags: '-y, --yes', summary: 'take the default of whatever is not said' },
} as const;

const database = (db: string | undefined, dbUrl: string | undefined): string | undefined => {
  if (db !== undefined && db !== 'sqlite' && db !== 'postgres') throw usage(`--db ${db}: sqlite or postgres`);
  if (db === 'sqlite' && dbUrl !== undefined)
    throw usage('--db sqlite and --db-url contradict each other', 'Leave one of them out.');
  if (db === 'postgres' && dbUrl === undefined)
    throw usage('--db-url is missing', '--db-url postgres://user:password@host/database');
  return dbUrl ?? db;
};

/** What the flags say, checked; a wrong one is wrong usage. */
const fromFlags = (given: Given, questions: readonly Question[]): Given => {
  for (const { name, flag, problem } of questions) {
    const value = given[name];
    const wrong = value === undefined ? null : problem(value);
    if (!wrong) continue;
    throw usage(
      `${flag} ${name === 'password' ? '' : JSON.stringify(value)} ${wrong}`.replace(/ {2,}/g, ' '),
    );
  }
  return given;
};

const refuseMissing = (given: Given, questions: readonly Question[]): void => {
  const missing = questions.filter(({ name }) => given[name] === undefined).map(({ flag }) => flag);
  if (missing.length === 0) return;
  throw usage(
    `Missing: ${missing.join(', ')}`,
    'There is nobody to ask here. Give them, or take the defaults with --yes.',
  );
};

const askPerson = async (
  given: Given,
  questions: readonly Question[],
  usual: Record<QuestionName, string>,
): Promise<Given> => {
  const { ask } = await import('../ask.ts');
  const answers = { ...given };
  for (const { name, ask: message, secret, problem } of questions.filter(
    ({ name }) => given[name] === undefined,
  )) {
    const typed = await ask({ message, placeholder: usual[name], problem, ...(secret && { secret }) });
    if (typed !== null) answers[name] = typed;
  }
  return answers;
};

const noteUnreachable = async ({ output }: Context, url: string | null): Promise<void> => {
  const { hostname, port } = url ? new URL(url) : { hostname: '', port: '' };
  if (!hostname) return;
  const { listens } = await import('../stack/services.ts');
  if (await listens(Number(port || 5432), hostname)) return;
  output.note(`Nothing answers at ${hostname}:${port || 5432} yet. Postgres must run there before leo up.`);
};

export const init = command({
  name: 'init',
  summary: 'make a shop in a folder: six questions, each with a default',
  argument: { name: '[dir]', summary: 'the folder; this one where it is left out' },
  options,
  run: async (context, given, folder) => {
    const { defaults, questions, toAnswers } = await import('../init/answers.ts');
    const { checkFolder, writeShop } = await import('../init/write-shop.ts');
    const { output, cwd, interactive, signal } = context;
    const dir = folder === undefined ? context.shopDir : resolve(cwd, folder);
    const { name, currency, port, email, password, db, dbUrl } = given;
    const flags = fromFlags(
      Object.fromEntries(
        Object.entries({ name, currency, port, email, password, database: database(db, dbUrl) }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
      questions,
    );
    if (!given.yes && !interactive) refuseMissing(flags, questions);
    checkFolder(dir);
    const usual = await defaults(dir);
    output.heading('A new shop', dir);
    const said = given.yes || !interactive ? flags : await askPerson(flags, questions, usual);
    const answers = toAnswers({ ...usual, ...said }, given.testPayments === true);
    if (interactive) output.line();
    await noteUnreachable(context, answers.databaseUrl);
    await output.task(`${answers.name} is ready to start`, () => writeShop(dir, answers, signal));
    const wasMade = said.password === undefined;
    output.line();
    output.pairs([
      ['Sign in with', answers.email],
      ...(wasMade
        ? ([
            ['Password', `${output.paint('bold', answers.password)}   shown this once, write it down`],
          ] as const)
        : []),
      ['Next', dir === cwd ? 'leo up' : `cd ${relative(cwd, dir) || dir} && leo up`],
    ]);
    output.line();
    return {
      shop: dir,
      name: answers.name,
      port: answers.port,
      database: answers.databaseUrl === null ? 'sqlite' : 'postgres',
      email: answers.email,
      ...(wasMade && { password: answers.password }),
    };
  },
});
