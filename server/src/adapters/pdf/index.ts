import type { Pdf } from '../../kernel/pdf.ts';
import { printInvoice } from './print-invoice.ts';

/** Prints with pdfkit, on A4. */
export const pdfkitPrinter = (): Pdf => ({ render: printInvoice });
