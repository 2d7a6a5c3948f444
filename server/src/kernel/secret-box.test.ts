import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openSecretBox } from './secret-box.ts';

const key = () => randomBytes(32).toString('base64url');

describe('what is kept encrypted', () => {
  it('is read again, and does not show what it holds', () => {
    const box = openSecretBox([key()]);
    const sealed = box.seal('50100012345678', 'bank a');
    expect(sealed).not.toContain('50100012345678');
    expect(box.open(sealed, 'bank a')).toBe('50100012345678');
    expect(box.seal('50100012345678', 'bank a')).not.toBe(sealed);
  });

  it('opens nowhere but where it belongs, and not when it was changed', () => {
    const box = openSecretBox([key()]);
    const sealed = box.seal('50100012345678', 'bank a');
    expect(() => box.open(sealed, 'bank b')).toThrow();
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('A') ? 'B' : 'A'}${sealed.slice(-1)}`;
    expect(() => box.open(changed, 'bank a')).toThrow();
  });

  it('is read with an old key after a new one was made, until it is sealed anew', () => {
    const [old, fresh] = [key(), key()];
    const sealed = openSecretBox([old]).seal('upi@bank', 'refund');
    const both = openSecretBox([fresh, old]);
    expect(both.isCurrent(sealed)).toBe(false);
    const again = both.seal(both.open(sealed, 'refund'), 'refund');
    expect(both.isCurrent(again)).toBe(true);
    expect(openSecretBox([fresh]).open(again, 'refund')).toBe('upi@bank');
    expect(() => openSecretBox([fresh]).open(sealed, 'refund')).toThrow(/not in .env/);
  });

  it('refuses a key that is too short', () => {
    expect(() => openSecretBox(['c2hvcnQ'])).toThrow(/32 bytes/);
  });
});
