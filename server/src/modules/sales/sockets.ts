import type { JoinAnswer } from '#contracts/live';
import { AsOfNow, type Client, type SocketHandlers } from '../../kernel/realtime/realtime.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Sales } from './context.ts';
import { chatText, refusalTo, runs } from './domain.ts';
import { productRoom } from './followers.ts';
import { everybodyIn, hostsOf, type OpenSale, viewersOf } from './rooms.ts';
import { openWatches, type Watches } from './watches.ts';

const done = true as const;

/** Sees to it that a client that goes away leaves nothing behind. */
const openFarewell = ({ rooms, broadcasts }: Sales, watches: Watches) => {
  const known = new WeakSet<Client>();
  return (client: Client): void => {
    if (known.has(client)) return;
    known.add(client);
    client.onGone(() => {
      for (const { room } of rooms.all()) room.leave(client.id);
      broadcasts.gone(client);
      watches.gone(client);
    });
  };
};

const join = (
  { clock, broadcasts }: Sales,
  client: Client,
  { open, seen }: { open: OpenSale; seen: { epoch: string; seq: number } | undefined },
): AsOfNow<JoinAnswer> => {
  const { room, chat } = open;
  const host = runs(client.who, room.state.seller.id);
  client.join(everybodyIn(room.saleId));
  client.join(viewersOf(room.saleId));
  if (host) client.join(hostsOf(room.saleId));
  room.enter(client.id, { host });
  if (host) broadcasts.welcome(client, open);
  return new AsOfNow(() => ({ ...room.catchUp(seen), chat: chat.lines, now: clock.now(), host }));
};

const leave = (client: Client, saleId: string, open: OpenSale | undefined): true => {
  for (const name of [everybodyIn(saleId), viewersOf(saleId), hostsOf(saleId)]) client.leave(name);
  open?.room.leave(client.id);
  return done;
};

const say = (client: Client, { room, chat }: OpenSale, typed: string) => {
  const { who } = client;
  if (!who) throw new Refusal('account.sign-in-first');
  if (room.state.state === 'ended') throw new Refusal('sale.ended');
  const text = chatText(typed);
  if (text === '') throw new Refusal('request.invalid', { fields: [{ path: 'text', message: 'is empty' }] });
  const host = runs(who, room.state.seller.id);
  return chat.say({ accountId: who.accountId, name: who.name ?? 'Guest', host, text });
};

/** The sale's video may be touched by who runs it, while it is live. */
const forHost = (client: Client, open: OpenSale): OpenSale => {
  if (!runs(client.who, open.room.state.seller.id)) throw new Refusal('account.not-allowed');
  return open;
};
const whileLive = (open: OpenSale): OpenSale => {
  const refusal = refusalTo('run', open.room.state.state);
  if (refusal) throw new Refusal(refusal);
  return open;
};

const mediaHandlers = (
  sales: Sales,
  { watches, greet }: { watches: Watches; greet: (client: Client) => void },
): SocketHandlers => {
  const { rooms, broadcasts, rtc, iceServers = () => [] } = sales;
  return {
    'live:publish': async (client, { saleId, offer, takeOver }) => {
      const open = whileLive(forHost(client, await rooms.open(saleId)));
      greet(client);
      return { answer: await broadcasts.publish(client, open, { sdp: offer, takeOver }) };
    },
    'live:unpublish': async (client, { saleId }) => {
      await broadcasts.unpublish(client, forHost(client, await rooms.open(saleId)));
      return done;
    },
    'live:watch': async (client, { saleId }) => {
      const open = whileLive(await rooms.open(saleId));
      greet(client);
      return { ...(await watches.begin(client, open.room.saleId)), iceServers: iceServers() };
    },
    'live:answer': async (client, { watch, answer }) => {
      await rtc.answer(watches.own(client, watch), answer);
      return done;
    },
    'live:candidate': async (client, { saleId, watch, candidate }) => {
      if (watch === null) await broadcasts.candidate(client, saleId, candidate);
      else await rtc.candidate(watches.own(client, watch), candidate);
      return done;
    },
    'live:stop': async (client, { saleId, watch }) => {
      await watches.end(client, saleId, watch);
      return done;
    },
  };
};

export const salesSockets = (sales: Sales): SocketHandlers => {
  const { rooms } = sales;
  const watches = openWatches(sales.rtc);
  const greet = openFarewell(sales, watches);
  return {
    'sale:join': async (client, { saleId, seen }) => {
      let open = await rooms.open(saleId);
      if (open.room.isClosed) open = await rooms.open(saleId);
      greet(client);
      return join(sales, client, { open, seen });
    },
    'sale:leave': async (client, { saleId }) => {
      await watches.end(client, saleId);
      return leave(client, saleId, rooms.get(saleId));
    },
    'chat:send': async (client, { saleId, text }) => say(client, await rooms.open(saleId), text),
    ...mediaHandlers(sales, { watches, greet }),
    'catalog:follow': (client, { productIds }) => {
      for (const room of [...client.rooms()].filter((name) => name.startsWith(productRoom(''))))
        client.leave(room);
      for (const id of productIds) client.join(productRoom(id));
      return done;
    },
  };
};
