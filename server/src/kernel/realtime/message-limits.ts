import { type LimitRule, limit } from '../limits.ts';
import type { Client, MessageName } from './realtime.ts';

type Rule = Pick<LimitRule, 'points' | 'seconds'> & Partial<Pick<LimitRule, 'code'>>;

/** How often one visitor may send each message. A browser sends some ten candidates per connection it opens. */
const perVisitor = {
  'sale:join': { points: 10, seconds: 5 },
  'sale:leave': { points: 10, seconds: 5 },
  'chat:send': { points: 3, seconds: 5, code: 'chat.too-fast' },
  'live:publish': { points: 6, seconds: 10 },
  'live:unpublish': { points: 6, seconds: 10 },
  'live:watch': { points: 10, seconds: 10 },
  'live:answer': { points: 10, seconds: 10 },
  'live:candidate': { points: 200, seconds: 10 },
  'live:stop': { points: 20, seconds: 10 },
  'catalog:follow': { points: 20, seconds: 5 },
} as const satisfies Record<MessageName, Rule>;

/** A household, an office or a mobile carrier is many visitors behind one address. */
const visitorsPerAddress = 60;

/** A city's worth of phones behind one carrier's address coming back after a restart still gets in. */
const handshakes = { points: 400, seconds: 10, code: 'request.too-many' } as const;

/** A reverse proxy on this machine is all of the shop's visitors at one address, so it is not counted as one. */
const isLoopback = (ip: string): boolean => ip === '::1' || ip.replace(/^::ffff:/, '').startsWith('127.');

export interface MessageLimits {
  /** Refuses when this client, or its address, has sent too many of these. */
  take(client: Pick<Client, 'id' | 'who' | 'ip'>, name: MessageName): Promise<void>;
  /** Refuses when too many sockets were opened from this address. */
  takeHandshake(ip: string): Promise<void>;
}

export const openMessageLimits = (): MessageLimits => {
  const opened = Object.entries(perVisitor).map(([name, rule]: [string, Rule]) => {
    const { points, seconds, code = 'request.too-many' } = rule;
    const visitor = limit({ points, seconds, code });
    const address = limit({ points: points * visitorsPerAddress, seconds, code });
    return [name, { visitor, address }] as const;
  });
  const limits = new Map(opened);
  const door = limit(handshakes);
  return {
    take: async ({ id, who, ip }, name) => {
      await limits.get(name)?.visitor.take(who?.accountId ?? id);
      if (!isLoopback(ip)) await limits.get(name)?.address.take(ip);
    },
    takeHandshake: async (ip) => {
      if (!isLoopback(ip)) await door.take(ip);
    },
  };
};
