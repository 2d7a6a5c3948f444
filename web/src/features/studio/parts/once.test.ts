import { describe, expect, it } from 'vitest';
import { ApiRefusal } from '../../../lib/api.ts';
import { Once } from './once.ts';

describe('what is meant once', () => {
  it('keeps its key while nobody knows whether it was done', () => {
    const once = new Once();
    const key = once.keyOf({ amount: 100 });
    once.failed(new ApiRefusal('network.unreachable', 'No connection.'));
    expect(once.keyOf({ amount: 100 })).toBe(key);
    once.failed(new ApiRefusal('request.failed', 'A mistake.', { status: 500 }));
    expect(once.keyOf({ amount: 100 })).toBe(key);
  });

  it('has another key for something else', () => {
    const once = new Once();
    expect(once.keyOf({ amount: 100 })).not.toBe(once.keyOf({ amount: 200 }));
    const sheet = (name: string) => ({ file: new File(['awb'], name, { lastModified: 1 }) });
    const key = once.keyOf(sheet('monday.csv'));
    expect(once.keyOf(sheet('monday.csv'))).toBe(key);
    expect(once.keyOf(sheet('tuesday.csv'))).not.toBe(key);
  });

  it('is new after it was done, and after the shop has said no', () => {
    const once = new Once();
    const first = once.keyOf('pay');
    once.done();
    const second = once.keyOf('pay');
    expect(second).not.toBe(first);
    once.failed(new ApiRefusal('payout.wrong-move', 'Settled already.', { status: 409 }));
    expect(once.keyOf('pay')).not.toBe(second);
  });
});
