import type { Invoice } from '#contracts/invoices';

/** Prints what is handed to people on paper. */
export interface Pdf {
  /** An invoice or a credit note as a file of A4 pages. */
  render(invoice: Invoice): Promise<Buffer>;
}
