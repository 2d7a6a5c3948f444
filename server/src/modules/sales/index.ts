import type { Sale } from '#contracts/sales';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import type { AnyJob } from '../../kernel/jobs/job.ts';
import type { SocketHandlers } from '../../kernel/realtime/realtime.ts';
import { Broadcasts } from './broadcasts.ts';
import type { Sales } from './context.ts';
import type { SalesDeps } from './deps.ts';
import { openFollowers } from './followers.ts';
import { salesReactions } from './reactions.ts';
import { Rooms } from './rooms.ts';
import { salesRoutes } from './routes.ts';
import { toSale } from './show-sale.ts';
import { salesSockets } from './sockets.ts';
import { SaleStore } from './store.ts';

export type { SalesDeps } from './deps.ts';

export interface SalesApi {
  /** One sale as pages show it. */
  find(saleId: string): Promise<Sale | undefined>;
  /** How many sales are open in this process, and how many people watch them. */
  figures(): { open: number; watching: number };
  /** Stores what was said and lets go of timers: before the database is closed. */
  stop(): Promise<void>;
}

/** Sales: what is planned, what is live, and what everybody in it sees. */
export const sales = (deps: SalesDeps) => {
  const rooms = new Rooms(deps);
  const broadcasts = new Broadcasts(deps, rooms);
  const own: Sales = { ...deps, rooms, broadcasts };
  const followers = openFollowers(deps);
  const listening = salesReactions(own, followers);

  const api: SalesApi = {
    find: async (saleId) => {
      const stored = await new SaleStore(deps.db).find(saleId);
      return stored && toSale(own, stored);
    },
    figures: () => ({
      open: rooms.all().length,
      watching: rooms.all().reduce((sum, { room }) => sum + room.watching, 0),
    }),
    stop: async () => {
      followers.stop();
      listening.stop();
      broadcasts.stop();
      await rooms.stop();
    },
  };
  const routes: AnyServed[] = salesRoutes(own);
  const jobs: AnyJob[] = [];
  const reactions: AnyReaction[] = listening.reactions;
  const sockets: SocketHandlers = salesSockets(own);
  return { api, routes, jobs, reactions, sockets };
};
