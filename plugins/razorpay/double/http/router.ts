import { type Route, routes } from './routes.ts';

export interface Match {
  route: Route;
  /** As a fault names it: without the version. */
  name: string;
  ids: string[];
}

interface Entry {
  route: Route;
  name: string;
  parts: string[];
}

const entries = new Map<string, Entry[]>();
for (const [pattern, route] of Object.entries(routes)) {
  const [method = '', path = ''] = pattern.split(' ');
  const parts = path.split('/').slice(1);
  const key = `${method}${parts.length}`;
  const entry = { route, parts, name: `${method} /${parts.slice(1).join('/')}` };
  entries.set(key, [...(entries.get(key) ?? []), entry]);
}

const fits = (parts: readonly string[], of: readonly string[]): boolean =>
  parts.every((part, index) => part === ':id' || part === of[index]);

/** A slash at the end is forgiven: the SDK itself sends one. */
export const match = (method: string, path: string): Match | null => {
  const of = path.replace(/\/$/, '').split('/').slice(1);
  const found = entries.get(`${method}${of.length}`)?.find(({ parts }) => fits(parts, of));
  if (!found) return null;
  const ids = of.filter((_, index) => found.parts[index] === ':id');
  return { route: found.route, name: found.name, ids };
};
