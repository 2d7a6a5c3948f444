import { v7 } from 'uuid';

/** A time-ordered UUID. */
export const newId = (): string => v7();
