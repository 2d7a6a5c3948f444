import type { Migration } from '../migrator.ts';

/** The tables of kernel. */
export const kernelMoney: Migration = { name: '20261122-1018-kernel-money', up: [], down: [] };
