import { describe, expect, it } from 'vitest';
import { emptyRefundTo, refundToOf } from './refund-to.ts';

describe('where money of an order in cash goes back to', () => {
  it('is the way it came for what was paid through a provider', () => {
    expect(refundToOf({ ...emptyRefundTo, kind: 'source' })).toEqual({ kind: 'source' });
  });

  it('is a UPI id, without the spaces of a paste', () => {
    expect(refundToOf({ ...emptyRefundTo, kind: 'upi', vpa: ' meera@okbank ' })).toEqual({
      kind: 'upi',
      vpa: 'meera@okbank',
    });
    expect(refundToOf({ ...emptyRefundTo, kind: 'upi', vpa: 'meera' })).toBeNull();
  });

  it('is a bank account with its IFSC in capitals', () => {
    const typed = { ...emptyRefundTo, kind: 'bank' as const, name: 'Meera', account: '123 456 789' };
    expect(refundToOf({ ...typed, ifsc: 'hdfc0001234' })).toEqual({
      kind: 'bank',
      name: 'Meera',
      account: '123456789',
      ifsc: 'HDFC0001234',
    });
    expect(refundToOf({ ...typed, ifsc: 'HDFC1001234' })).toBeNull();
    expect(refundToOf({ ...typed, account: '12', ifsc: 'HDFC0001234' })).toBeNull();
  });

  it('may be coins', () => {
    expect(refundToOf({ ...emptyRefundTo, kind: 'coins' })).toEqual({ kind: 'coins' });
  });
});
