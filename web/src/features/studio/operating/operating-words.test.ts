import { describe, expect, it } from 'vitest';
import { alarmsOf, didWords, resolutionsFor, sheetAnswer } from './operating-words.ts';

const calm = {
  ledger: { holds: true, at: 1 },
  stuck: 0,
  reconciliation: 0,
  disputes: 0,
  manualRefunds: 0,
  appeals: 0,
  paymentsOff: [],
};

describe('what an operator should look at', () => {
  it('is nothing when all is well, and when the books were not checked yet', () => {
    expect(alarmsOf(calm)).toEqual([]);
    expect(alarmsOf({ ...calm, ledger: { holds: null, at: null } })).toEqual([]);
  });

  it('is a line each, the books first', () => {
    const ringing = alarmsOf({
      ...calm,
      ledger: { holds: false, at: 1 },
      stuck: 1,
      appeals: 1200,
      paymentsOff: ['UPI and cards'],
    });
    expect(ringing.map(({ says }) => says)).toEqual([
      'The books do not agree with themselves',
      'UPI and cards is off: buyers cannot pay with it',
      'One piece of work is stuck',
      '1,200 buyers have appealed',
    ]);
  });
});

describe('money that does not match', () => {
  it('goes back where nobody’s order wants it, and is tried again where a refund failed', () => {
    expect(resolutionsFor({ kind: 'unknown-payment', state: 'open' })).toEqual(['refund', 'settle']);
    expect(resolutionsFor({ kind: 'refund-failed', state: 'open' })).toEqual(['retry', 'settle']);
    expect(resolutionsFor({ kind: 'mismatch', state: 'open' })).toEqual(['refund', 'settle']);
    expect(resolutionsFor({ kind: 'settlement-difference', state: 'open' })).toEqual(['settle']);
  });

  it('is left alone once it is under way or settled', () => {
    expect(resolutionsFor({ kind: 'refund-failed', state: 'working' })).toEqual([]);
    expect(resolutionsFor({ kind: 'unknown-payment', state: 'settled' })).toEqual([]);
  });
});

describe('a courier’s sheet', () => {
  it('says what was booked and what is flagged', () => {
    expect(sheetAnswer({ matched: 61 })).toBe('61 rows booked, nothing is flagged');
    expect(sheetAnswer({ matched: 1, short: 1, unknown: 2 })).toBe('1 row booked, 3 rows flagged');
  });
});

describe('the audit log', () => {
  it('speaks in words where it has them', () => {
    expect(didWords('dispute.rule')).toBe('Ruled on a dispute');
    expect(didWords('something.new')).toBe('something.new');
  });
});
