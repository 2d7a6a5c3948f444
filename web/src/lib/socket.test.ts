import { describe, expect, it } from 'vitest';
import { codeOf } from './api.ts';
import { createSocketDoor, type LeoSocket } from './socket.ts';

const answering = (reply: () => Promise<unknown>) =>
  createSocketDoor(async () => ({ timeout: () => ({ emitWithAck: reply }) }) as unknown as LeoSocket);
const refused = (door: ReturnType<typeof answering>) =>
  door.ask('live:watch', { saleId: 'sale' }).then(
    () => 'answered',
    (failure: unknown) => codeOf(failure),
  );

describe('asking the shop over the socket', () => {
  it('gives what was asked for', async () => {
    const offer = { watch: 'w', offer: 'sdp', iceServers: [] };
    expect(await answering(async () => ({ ok: offer })).ask('live:watch', { saleId: 'sale' })).toEqual(offer);
  });

  it('hands on a refusal as HTTP would', async () => {
    expect(await refused(answering(async () => ({ error: { code: 'live.no-video', message: 'No.' } })))).toBe(
      'live.no-video',
    );
  });

  it('takes silence for a shop that cannot be reached', async () => {
    expect(await refused(answering(() => Promise.reject(new Error('operation has timed out'))))).toBe(
      'network.unreachable',
    );
  });

  it('dials again when the first call did not come through', async () => {
    const calls: string[] = [];
    const door = createSocketDoor(async () => {
      calls.push('dial');
      if (calls.length === 1) throw new Error('The chunk could not be fetched');
      return { timeout: () => ({ emitWithAck: async () => ({ ok: true }) }) } as unknown as LeoSocket;
    });
    await expect(door.open()).rejects.toThrow('The chunk');
    expect(await door.ask('sale:leave', { saleId: 'sale' })).toBe(true);
    expect(calls).toHaveLength(2);
  });
});
