import pino from 'pino';

/** A log: one JSON line each, secrets blotted out. */
export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'> & { child(about: object): Log };

const secrets = [
  'password',
  '*.password',
  'token',
  '*.token',
  'secret',
  '*.secret',
  'cookie',
  '*.cookie',
  'authorization',
];

export const openLog = (level: string): Log =>
  pino({ level, redact: { paths: secrets, censor: '[hidden]' }, timestamp: pino.stdTimeFunctions.isoTime });
