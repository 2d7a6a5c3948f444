import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

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

/** Debian keeps Postgres's own programs out of the PATH, one folder a version; the newest comes first. */
function postgresFolders(): string[] {
  const home = '/usr/lib/postgresql';
  try {
    const versions = readdirSync(home).sort((one, other) => Number(other) - Number(one));
    return versions.map((version) => join(home, version, 'bin'));
  } catch {
    return [];
  }
}

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
