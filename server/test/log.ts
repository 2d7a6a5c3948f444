import type { Log } from '../src/kernel/log.ts';

const nothing = () => undefined;

/** A log that says nothing: what tests provoke on purpose is no news. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silentLog };
