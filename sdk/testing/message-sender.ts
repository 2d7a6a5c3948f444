import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Message, MessageSender } from '../ports/message.ts';
import { kebab } from './samples.ts';

/** What the suite needs to know of a sender. */
export interface MessageSenderCase {
  /** A sender as the shop would have it; called for each test. */
  open(): MessageSender | Promise<MessageSender>;
  /** Somebody it reaches. */
  reaches: { phone: string | null; email: string | null };
  /** What has gone out since `open`: as the one who gets it reads it. */
  sent(): readonly string[] | Promise<readonly string[]>;
  /** Makes it fail, where that can be done: `send` must then throw. */
  break?(): void | Promise<void>;
}

const saying = (text: string, to: MessageSenderCase['reaches']): Message => ({
  id: randomUUID(),
  kind: 'code',
  ...to,
  text,
});

/** What every way to reach people must keep to, as vitest tests: call it in a test file of the plugin. Needs vitest. */
export const describeMessageSender = (name: string, given: MessageSenderCase): void => {
  const { open, reaches, sent } = given;
  describe(`${name} as a way to reach people`, () => {
    it('says what it is called', async () => {
      const { id, title } = await open();
      expect(id).toMatch(kebab);
      expect(title.trim()).not.toBe('');
    });

    it('knows whom it reaches', async () => {
      const sender = await open();
      expect(sender.reaches(reaches)).toBe(true);
    });

    it('brings the whole text, once', async () => {
      const sender = await open();
      await sender.send(saying('Your code is 483920. नमस्ते!', reaches));
      const found = (await sent()).filter((one) => one.includes('483920'));
      expect(found).toHaveLength(1);
      expect(found[0]).toContain('नमस्ते!');
    });

    it('brings each of several messages', async () => {
      const sender = await open();
      await Promise.all(['111111', '222222', '333333'].map((code) => sender.send(saying(code, reaches))));
      const all = (await sent()).join('\n');
      for (const code of ['111111', '222222', '333333']) expect(all.split(code)).toHaveLength(2);
    });

    it('lets no text pass for two messages', async () => {
      const sender = await open();
      const before = (await sent()).length;
      await sender.send(saying('first line\nsecond line\u001b[2J', reaches));
      expect((await sent()).length).toBe(before + 1);
    });

    const { break: fail } = given;
    if (!fail) return;
    it('throws where it is not known to be sent', async () => {
      const sender = await open();
      await fail();
      await expect(sender.send(saying('444444', reaches))).rejects.toThrow();
    });
  });
};
