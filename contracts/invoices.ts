import * as z from 'zod/mini';
import { address } from './accounts.ts';
import { route } from './route.ts';
import { id, instant, money, text } from './values.ts';

/** Basis points: 500 is 5 %. */
const rate = z.int().check(z.minimum(0), z.maximum(10_000));

const taxes = { cgst: money, sgst: money, igst: money };
export const invoiceLine = z.object({
  title: z.string(),
  hsn: z.nullable(z.string()),
  quantity: z.int(),
  /** Prices include the tax: `amount` is what was paid, `taxable` is without the tax. */
  amount: money,
  taxable: money,
  rate,
  ...taxes,
});
/** A tax invoice or a credit note. Numbers have no gaps per seller and financial year: `AL/2026-27/000017`. */
export const invoice = z.object({
  id,
  kind: z.enum(['invoice', 'credit-note']),
  number: z.string(),
  financialYear: z.string(),
  orderId: id,
  orderNumber: z.string(),
  /** The invoice a credit note belongs to. */
  of: z.nullable(z.string()),
  issuedAt: instant,
  seller: z.object({
    id,
    name: z.string(),
    gstin: z.nullable(z.string()),
    address: z.nullable(z.string()),
    state: z.nullable(z.string()),
  }),
  buyer: z.object({ name: z.string(), address }),
  placeOfSupply: z.string(),
  lines: z.array(invoiceLine),
  taxable: money,
  ...taxes,
  total: money,
});
export type Invoice = z.infer<typeof invoice>;

export const listInvoices = route({
  method: 'GET',
  path: '/api/orders/:id/invoices',
  access: 'account',
  summary: 'The invoice and the credit notes of an order. As PDF: /api/invoices/ID.pdf',
  params: z.object({ id }),
  reply: z.object({ invoices: z.array(invoice) }),
});

/** What a seller's invoices say about the seller. */
export const taxProfile = z.object({
  legalName: text(120),
  gstin: z.nullable(
    z
      .string()
      .check(
        z.trim(),
        z.toUpperCase(),
        z.regex(/^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/, 'is not a GSTIN'),
      ),
  ),
  address: text(300),
  state: text(80),
  /** What the numbers begin with, 1 to 4 letters and digits, unique in the shop. */
  prefix: z.string().check(z.trim(), z.toUpperCase(), z.regex(/^[A-Z0-9]{1,4}$/, 'is not a prefix')),
});
export type TaxProfile = z.infer<typeof taxProfile>;
export const getTaxProfile = route({
  method: 'GET',
  path: '/api/studio/tax-profile',
  access: 'seller',
  summary: 'What the seller’s invoices say of them',
  reply: z.object({ profile: z.nullable(taxProfile) }),
});
export const saveTaxProfile = route({
  method: 'PUT',
  path: '/api/studio/tax-profile',
  access: 'seller',
  summary: 'Set what the seller’s invoices say of them',
  body: taxProfile,
  reply: z.object({ profile: taxProfile }),
});
