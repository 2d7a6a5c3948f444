import type { Client } from '../../kernel/realtime/realtime.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Rtc } from '../../kernel/rtc.ts';

/** Which client watches what: one video per client and sale, ended with its connection. */
export interface Watches {
  begin(client: Client, saleId: string): Promise<{ watch: string; offer: string }>;
  /** Refuses `live.bad-session` for a watch that is not this client's. */
  own(client: Client, watch: string): string;
  /** Ends what this client watches in a sale; with `watch`, only that one and none that replaced it. */
  end(client: Client, saleId: string, watch?: string): Promise<void>;
  /** A client's connection is gone. */
  gone(client: Client): void;
}

export const openWatches = (rtc: Rtc): Watches => {
  /** By client, by sale. */
  const watches = new Map<string, Map<string, string>>();

  const end = async (clientId: string, saleId: string) => {
    const watch = watches.get(clientId)?.get(saleId);
    watches.get(clientId)?.delete(saleId);
    if (watch !== undefined) await rtc.stopWatch(watch);
  };

  return {
    begin: async (client, saleId) => {
      await end(client.id, saleId);
      const own = watches.get(client.id) ?? new Map<string, string>();
      watches.set(client.id, own);
      const begun = await rtc.watch(saleId);
      // It went away, or asked twice, while the media server was working.
      const superfluous = watches.get(client.id) === own ? own.get(saleId) : begun.watch;
      own.set(saleId, begun.watch);
      if (superfluous !== undefined) await rtc.stopWatch(superfluous);
      return begun;
    },
    own: (client, watch) => {
      const own = [...(watches.get(client.id)?.values() ?? [])];
      if (!own.includes(watch)) throw new Refusal('live.bad-session');
      return watch;
    },
    end: async (client, saleId, watch) => {
      if (watch === undefined || watches.get(client.id)?.get(saleId) === watch) await end(client.id, saleId);
    },
    gone: (client) => {
      const own = [...(watches.get(client.id)?.values() ?? [])];
      watches.delete(client.id);
      for (const watch of own) rtc.stopWatch(watch).catch(() => undefined);
    },
  };
};
