import type { Response } from 'express';
import type { SetCookie } from './doorman.ts';

export const readCookie = (header: string | undefined, name: string): string | undefined => {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
};

/** `__Host-` cookies: only over a secure connection (browsers count localhost as one), for this host, every path. */
export const sendCookie = (response: Response, { name, value, maxAge }: SetCookie): void => {
  response.append(
    'Set-Cookie',
    `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; Secure; SameSite=Lax`,
  );
};
