import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Invoice } from '#contracts/invoices';
import { toMoney } from '#contracts/values';
import { newId } from '../../kernel/ids.ts';
import { pdfkitPrinter } from './index.ts';
import { missing, printable } from './letters.ts';

const line = (title: string): Invoice['lines'][number] => ({
  title,
  hsn: '6204',
  quantity: 2,
  amount: toMoney(12_990_000),
  taxable: toMoney(12_371_428),
  rate: 500,
  cgst: toMoney(309_286),
  sgst: toMoney(309_286),
  igst: toMoney(0),
});
const paper = (given: Partial<Invoice> = {}): Invoice => ({
  id: newId(),
  kind: 'invoice',
  number: 'AL/2026-27/000017',
  financialYear: '2026-27',
  orderId: newId(),
  orderNumber: 'LEO-7K3QXA',
  of: null,
  issuedAt: Date.UTC(2026, 10, 22),
  seller: {
    id: newId(),
    name: 'Aanya Looms LLP',
    gstin: '27AAPFU0939F1ZV',
    address: '14 Tulsi Baug, Pune 411002',
    state: 'Maharashtra',
  },
  buyer: {
    name: 'Asha Rao',
    address: {
      name: 'Asha Rao',
      phone: '+919800000000',
      pin: '411001',
      line: '12 Laxmi Road',
      city: 'Pune',
      state: 'Maharashtra',
    },
  },
  placeOfSupply: 'Maharashtra (27)',
  lines: [line('Handwoven kurta, M')],
  taxable: toMoney(12_371_428),
  cgst: toMoney(309_286),
  sgst: toMoney(309_286),
  igst: toMoney(0),
  total: toMoney(12_990_000),
  ...given,
});

/** The words a PDF writes: pdfkit writes them as hex, in pieces, in deflated streams. */
const wordsOf = (pdf: Buffer): string => {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body]) => {
    try {
      return inflateSync(Buffer.from(body ?? '', 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return streams
    .flatMap((stream) => [...stream.matchAll(/\[(.*?)\] TJ/g)])
    .map(([, pieces]) =>
      [...(pieces ?? '').matchAll(/<([0-9a-f]+)>/g)]
        .map(([, hex]) => Buffer.from(hex ?? '', 'hex').toString('latin1'))
        .join(''),
    )
    .join('\n');
};

describe('an invoice as PDF', () => {
  const pdf = pdfkitPrinter();

  it('says everything the law wants on it', async () => {
    const file = await pdf.render(paper());
    const words = wordsOf(file);
    expect(file.subarray(0, 5).toString()).toBe('%PDF-');
    for (const said of [
      'Tax invoice',
      'No. AL/2026-27/000017',
      '22.11.2026',
      'GSTIN 27AAPFU0939F1ZV',
      'Maharashtra (27)',
      'Handwoven kurta, M',
      '6204',
      '1,29,900.00',
      '3,092.86',
    ])
      expect(words).toContain(said);
  });

  it('is the same file each time it is printed', async () => {
    const invoice = paper();
    expect((await pdf.render(invoice)).equals(await pdf.render(invoice))).toBe(true);
  });

  it('goes on to another sheet where one is full', async () => {
    const lines = Array.from({ length: 80 }, (_, at) => line(`Kurta ${at}`));
    const file = await pdf.render(paper({ lines }));
    expect(file.toString('latin1').match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(1);
    expect(wordsOf(file)).toContain('Kurta 79');
  });

  it('of letters it cannot print says so, instead of printing wrong ones', async () => {
    const plain = await pdf.render(paper());
    expect(wordsOf(plain)).not.toContain('stands for letters');
    const hindi = paper();
    hindi.buyer.name = 'आशा राव';
    const words = wordsOf(await pdf.render(hindi));
    expect(words).toContain('stands for letters');
    expect(words).toContain('[\u0085]');
  });
});

describe('printable', () => {
  it('keeps Latin letters, and drops what only decorates them', () => {
    expect(printable('Café – “Ānanda”')).toBe('Café – “Ananda”');
    expect(printable('under ₹500')).toBe('under Rs 500');
  });

  it('puts one mark for a run of other letters, and none for what nobody sees', () => {
    expect(printable('आशा राव, Pune')).toBe(`${missing}, Pune`);
    expect(printable('Kur\u200bta\u202e')).toBe('Kurta');
  });
});
