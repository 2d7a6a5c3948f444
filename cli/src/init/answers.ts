import { basename } from 'node:path';
import { email, password } from '#contracts/accounts';
import { currency, port } from '#contracts/shop-settings';
import { text } from '#contracts/values';
import { tryPort } from '../stack/ports.ts';
import { freshPassword } from './secrets.ts';

/** The six things a new shop is asked. */
export interface Answers {
  name: string;
  currency: string;
  /** Null: SQLite. */
  databaseUrl: string | null;
  port: number;
  email: string;
  password: string;
  /** A double of a payment provider runs beside the shop, to try paying out. */
  testPayments: boolean;
}

interface Schema {
  safeParse(value: unknown): { success: boolean; error?: { issues: readonly { message: string }[] } };
}

const problemOf = (schema: Schema, value: unknown): string | null => {
  const parsed = schema.safeParse(value);
  return parsed.success ? null : (parsed.error?.issues[0]?.message ?? 'is not right');
};

const databaseProblem = (typed: string): string | null => {
  if (typed === 'sqlite') return null;
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol))
    return 'is neither sqlite nor an address such as postgres://user:password@host/database';
  if (url.pathname.length < 2) return 'names no database: postgres://user:password@host/database';
  return /["\r\n]/.test(typed) ? 'has a quote or a line break; write it as %22' : null;
};

export type QuestionName = 'name' | 'currency' | 'database' | 'port' | 'email' | 'password';

/** One thing a new shop is asked: how, under which flag, and what is wrong with an answer (null: nothing). */
export interface Question {
  name: QuestionName;
  flag: string;
  ask: string;
  secret?: boolean;
  problem(typed: string): string | null;
}

export const questions: readonly Question[] = [
  {
    name: 'name',
    flag: '--name',
    ask: 'What is the shop called?',
    problem: (typed) => problemOf(text(80), typed),
  },
  {
    name: 'currency',
    flag: '--currency',
    ask: 'Which currency does it sell in?',
    problem: (typed) => problemOf(currency, typed.toUpperCase()),
  },
  {
    name: 'database',
    flag: '--db or --db-url',
    ask: 'Where is its data kept? (sqlite, or the address of a Postgres database)',
    problem: databaseProblem,
  },
  {
    name: 'port',
    flag: '--port',
    ask: 'Which port does it answer at? (the next two are used as well)',
    problem: (typed) =>
      (/^\d{1,5}$/.test(typed) ? problemOf(port, Number(typed)) : 'is not a port from 1 to 65534') &&
      'is not a port from 1 to 65534',
  },
  {
    name: 'email',
    flag: '--email',
    ask: 'The owner’s e-mail, to sign in with?',
    problem: (typed) => problemOf(email, typed) && 'is not an e-mail address',
  },
  {
    name: 'password',
    flag: '--password',
    ask: 'The owner’s password? (leave empty to be given one)',
    secret: true,
    problem: (typed) => problemOf(password, typed) && 'must have 8 to 256 characters',
  },
];

const portsInARow = async (first: number): Promise<boolean> => {
  const taken = await Promise.all([first, first + 1, first + 2].map((one) => tryPort(one, '0.0.0.0')));
  return taken.every((problem) => problem === null);
};

/** The first of a few where the shop's three ports are free now, so that a second shop on a machine just works. */
const freePort = async (): Promise<number> => {
  for (let candidate = 4000; candidate < 4100; candidate += 10) {
    if (await portsInARow(candidate)) return candidate;
  }
  return 4000;
};

const titled = (folder: string): string => {
  const words = basename(folder)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words ? `${words[0]?.toUpperCase()}${words.slice(1)}`.slice(0, 80) : 'My shop';
};

/** What is taken where nothing is said. The password is made when it is asked for. */
export const defaults = async (dir: string): Promise<Record<QuestionName, string>> => ({
  name: titled(dir),
  currency: 'INR',
  database: 'sqlite',
  port: String(await freePort()),
  email: 'owner@shop.local',
  password: freshPassword(),
});

export const toAnswers = (typed: Record<QuestionName, string>, testPayments: boolean): Answers => ({
  name: typed.name.trim(),
  currency: typed.currency.toUpperCase(),
  databaseUrl: typed.database === 'sqlite' ? null : typed.database,
  port: Number(typed.port),
  email: typed.email.trim().toLowerCase(),
  password: typed.password,
  testPayments,
});
