import { describe, expect, it } from 'vitest';
import { isMention } from './chat-voice.ts';

const line = (text: string, more: { name?: string; host?: boolean } = {}) =>
  ({ kind: 'line', id: text, at: 0, name: 'Farah', host: false, text, ...more }) as const;

describe('what of the chat is for a person', () => {
  it('is what the seller says and what has their name in it', () => {
    expect(isMention(line('Namaste', { host: true }), 'Meera')).toBe(true);
    expect(isMention(line('thank you meera'), 'Meera')).toBe(true);
    expect(isMention(line('show the pallu'), 'Meera')).toBe(false);
  });

  it('is never their own line, and nothing for who has no name but the seller', () => {
    expect(isMention(line('I am Meera', { name: 'Meera' }), 'Meera')).toBe(false);
    expect(isMention(line('hello'), null)).toBe(false);
    expect(isMention({ kind: 'ordered', id: 'o', at: 0, productId: 'p', city: 'Pune' }, 'Pune')).toBe(false);
  });
});
