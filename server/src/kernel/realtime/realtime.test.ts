import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ask,
  openTestRealtime,
  refused,
  send,
  type TestRealtime,
  unanswered,
} from '../../../test/realtime.ts';
import { newId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Client } from './realtime.ts';

const saleId = newId();
const asha = { accountId: newId(), role: 'seller', name: 'Asha' } as const;

describe('real time', () => {
  let test: TestRealtime;
  let handled: Client[];
  beforeEach(async () => {
    test = await openTestRealtime();
    handled = [];
    test.realtime.handle({
      'sale:leave': (client) => {
        handled.push(client);
        client.join('room');
        return true;
      },
      'live:stop': () => {
        throw new Refusal('sale.unknown');
      },
      'live:unpublish': () => {
        throw new Error('a bug');
      },
      'chat:send': (_, { saleId: id, text }) => ({ id, at: 0, name: 'Asha', host: false, text }),
      'catalog:follow': () => true,
    });
  });
  afterEach(() => test.stop());

  it('answers a message and knows who sent it', async () => {
    const socket = await test.connect(asha);
    expect(await ask(socket, 'sale:leave', { saleId })).toBe(true);
    expect(handled[0]?.who).toEqual(asha);
  });

  it('hands on what the schema made of a message', async () => {
    const socket = await test.connect(asha);
    expect(await ask(socket, 'chat:send', { saleId, text: '  how long is it? ' })).toMatchObject({
      text: 'how long is it?',
    });
  });

  it('tells everybody in a room, and nobody else', async () => {
    const [inside, outside] = [await test.connect(asha), await test.connect(null)];
    const heard: string[] = [];
    inside.on('live:reset', () => heard.push('inside'));
    outside.on('live:reset', () => heard.push('outside'));
    await ask(inside, 'sale:leave', { saleId });
    expect(test.realtime.count('room')).toBe(1);
    test.realtime.emit('room', 'live:reset', { saleId, spread: 0 });
    await vi.waitFor(() => expect(heard).toEqual(['inside']));
    inside.disconnect();
    await vi.waitFor(() => expect(test.realtime.count('room')).toBe(0));
  });

  it('answers a refusal with its code, and a bug without its words', async () => {
    const socket = await test.connect(null);
    expect(await refused(socket, 'live:stop', { saleId, watch: 'w' })).toBe('sale.unknown');
    const answer = await send(socket, 'live:unpublish', { saleId });
    expect(answer.error.code).toBe('request.failed');
    expect(JSON.stringify(answer)).not.toContain('a bug');
  });

  it('bears every kind of wrong message and goes on serving', async () => {
    const [rough, kind] = [await test.connect(null), await test.connect(asha)];
    expect(await refused(rough, 'sale:leave', { saleId: 'no id' })).toBe('request.invalid');
    expect(await refused(rough, 'sale:leave')).toBe('request.invalid');
    expect(await refused(rough, 'sale:leave', null, 3, [])).toBe('request.invalid');
    expect(await refused(rough, 'sale:leave', Buffer.from([0, 255]))).toBe('request.invalid');
    expect(await refused(rough, 'no:such', {})).toBe('request.malformed');
    expect(await refused(rough, 'constructor', {})).toBe('request.malformed');
    expect(await refused(rough, '__proto__', {})).toBe('request.malformed');
    expect(await refused(rough, 'error', {})).toBe('request.malformed');
    expect(await refused(rough, 'live:watch', { saleId })).toBe('request.malformed');
    unanswered(rough, 'sale:leave', { saleId });
    unanswered(rough, 'sale:leave');
    expect(await ask(kind, 'sale:leave', { saleId })).toBe(true);
    expect(rough.connected).toBe(true);
  });

  it.each([
    ['a payload nested 60,000 deep', `2["sale:leave",${'['.repeat(60_000)}${']'.repeat(60_000)}]`],
    ['an event that is no list', '2{"a":1}'],
    ['half a packet', '2["sale:leave",{'],
    ['binary parts that never come', '51-["sale:leave",{"_placeholder":true,"num":7}]'],
    ['a thousand announced binary parts', '51000-["sale:leave",{"_placeholder":true,"num":0}]'],
    ['a packet of no known type', '9["sale:leave"]'],
    ['an answer to a question that was not asked', '377["ok"]'],
    ['another namespace', '0/admin,'],
    ['text that is not UTF-8 in its escapes', '2["sale:leave",{"saleId":"\\ud800"}]'],
  ])('bears %s', async (_, packet) => {
    const [rough, kind] = [await test.connect(null), await test.connect(asha)];
    rough.io.engine.write(packet);
    rough.io.engine.write(packet);
    expect(await ask(kind, 'sale:leave', { saleId })).toBe(true);
    expect(kind.connected).toBe(true);
  });

  it('lets go of a client that sends a hundred wrong messages, and of no other', async () => {
    const [rough, kind] = [await test.connect(null), await test.connect(asha)];
    for (let sent = 0; sent < 99; sent++) unanswered(rough, 'no:such');
    expect(await refused(rough, 'live:stop', { saleId, watch: 'w' })).toBe('sale.unknown');
    expect(rough.connected).toBe(true);
    unanswered(rough, 'no:such');
    await vi.waitFor(() => expect(rough.connected).toBe(false));
    expect(await ask(kind, 'sale:leave', { saleId })).toBe(true);
  });

  it('lets go of a client that sends a megabyte, and of no other', async () => {
    const [rough, kind] = [await test.connect(null), await test.connect(asha)];
    unanswered(rough, 'sale:leave', { saleId, more: 'x'.repeat(1_000_000) });
    await vi.waitFor(() => expect(rough.connected).toBe(false));
    expect(await ask(kind, 'sale:leave', { saleId })).toBe(true);
  });

  it('slows down who chats too fast, also from a second window, and not the others', async () => {
    const [first, second, other] = [
      await test.connect(asha),
      await test.connect(asha),
      await test.connect(null),
    ];
    for (const text of ['one', 'two', 'three'])
      expect(await refused(first, 'chat:send', { saleId, text })).toBeUndefined();
    const answer = await send(second, 'chat:send', { saleId, text: 'four' });
    expect(answer.error).toMatchObject({
      code: 'chat.too-fast',
      details: { retryAfter: expect.any(Number) },
    });
    expect(await refused(other, 'chat:send', { saleId, text: 'five' })).toBeUndefined();
  });

  it('lets in pages of the shop only', async () => {
    await expect(test.connect(null, { origin: 'https://evil.example' })).rejects.toThrow();
    await expect(test.connect(null, { origin: 'null' })).rejects.toThrow();
    expect((await test.connect(null, { origin: test.url })).connected).toBe(true);
    expect((await test.connect(null, { origin: 'https://allowed.example' })).connected).toBe(true);
  });

  it('ends the sockets of a session that was ended, and no others', async () => {
    const ravi = { accountId: newId(), role: 'buyer', name: null } as const;
    const [hers, his] = [await test.connect(asha), await test.connect(ravi)];
    const gone = new Promise((resolve) => hers.once('disconnect', resolve));
    test.signOut(asha);
    expect(await gone).toBe('transport close');
    expect(await ask(his, 'sale:leave', { saleId })).toBe(true);
  });

  it('takes no new sockets once it stops, and lets go of the open ones', async () => {
    const socket = await test.connect(null);
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    await test.realtime.stop();
    // For this reason a browser comes back by itself; not for being told to go away.
    expect(await gone).toBe('transport close');
    await expect(test.connect(null)).rejects.toThrow();
    expect(test.realtime.clients()).toBe(0);
  });
});
