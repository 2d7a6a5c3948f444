import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';
import { postgresFolders } from './postgres.ts';

/** A program that some tests need: where it is, or why those tests are skipped. */
export type Component = { path: string; missing?: undefined } | { path?: undefined; missing: string };

const programs = {
  janus: ['janus'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  ffmpeg: ['ffmpeg'],
  redis: ['redis-server'],
  postgres: ['pg_ctl'],
  coturn: ['turnserver'],
} as const;

export type ComponentName = keyof typeof programs;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function component(name: ComponentName): Component {
  const chosen = name === 'chromium' ? process.env['CHROME_PATH'] : undefined;
  if (chosen) return { path: chosen };
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...postgresFolders()];
  const path = folders
    .flatMap((folder) => programs[name].map((program) => join(folder, program)))
    .find(isProgram);
  return path ? { path } : { missing: `${name} is not installed` };
}

/**
 * `describe` for tests that need components: `describeWith('postgres')('the shop on Postgres', () => …)`.
 * The name of a skipped suite ends with the reason, which `npm test` prints.
 */
export function describeWith(...names: ComponentName[]) {
  const reasons = names.map((name) => component(name).missing).filter(Boolean);
  return (title: string, tests: () => void): void => {
    if (reasons.length) describe.skip(`${title} - ${reasons.join(', ')}`, tests);
    else describe(title, tests);
  };
}
