/** India keeps one time, five and a half hours before UTC, in summer too; so no time zone database is asked. */
const india = 5.5 * 3_600_000;

/** The financial year a moment is in, April to March by India's time: `2026-27`. */
export const financialYear = (at: number): string => {
  const there = new Date(at + india);
  const first = there.getUTCFullYear() - (there.getUTCMonth() < 3 ? 1 : 0);
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
};

/** `AL/2026-27/000017`, a credit note `AL-CN/2026-27/000003`. */
export const invoiceNumber = (
  kind: 'invoice' | 'credit-note',
  { prefix, year, serial }: { prefix: string; year: string; serial: number },
): string => `${prefix}${kind === 'credit-note' ? '-CN' : ''}/${year}/${String(serial).padStart(6, '0')}`;
