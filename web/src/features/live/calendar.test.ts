import { describe, expect, it } from 'vitest';
import { calendarFile } from './calendar.ts';

describe('a sale in the calendar', () => {
  const file = calendarFile(
    {
      saleId: 'one',
      title: 'Silk, wool; and more',
      seller: { name: 'Asha' },
      scheduledFor: Date.UTC(2026, 10, 29, 14, 30),
    },
    'https://shop.example/live/one',
  );

  it('begins when the sale does, in every calendar’s own zone', () => {
    expect(file).toContain('DTSTART:20261129T143000Z\r\nDTEND:20261129T153000Z');
  });

  it('keeps commas and semicolons of the title as text', () => {
    expect(file).toContain('SUMMARY:Silk\\, wool\\; and more\\, live with Asha');
  });
});
