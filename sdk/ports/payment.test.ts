import { describe, expect, it } from 'vitest';
import { KeysRefused, ProviderRefusal, UnknownOutcome } from './payment.ts';

/** As a plugin throws it that brought a copy of this package along. */
class Copied extends Error {
  override name = 'UnknownOutcome';
}

describe('the three ways in which a provider fails', () => {
  it('are told apart', () => {
    const [unknown, no, keys] = [
      new UnknownOutcome('?'),
      new ProviderRefusal('X', 'no'),
      new KeysRefused('401'),
    ];
    expect([unknown, no, keys].map((one) => one instanceof UnknownOutcome)).toEqual([true, false, false]);
    expect([unknown, no, keys].map((one) => one instanceof ProviderRefusal)).toEqual([false, true, false]);
    expect([unknown, no, keys].map((one) => one instanceof KeysRefused)).toEqual([false, false, true]);
    expect([unknown, no, keys].every((one) => one instanceof Error)).toBe(true);
  });

  it('are known from a plugin’s own copy of the sdk too', () => {
    expect(new Copied('?')).toBeInstanceOf(UnknownOutcome);
    expect(new Copied('?')).not.toBeInstanceOf(KeysRefused);
  });

  it('are nothing else', () => {
    for (const other of [new Error('x'), undefined, null, 'UnknownOutcome', { name: 'UnknownOutcome' }])
      expect(other instanceof UnknownOutcome).toBe(false);
  });
});
