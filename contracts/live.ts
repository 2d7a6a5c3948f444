import * as z from 'zod/mini';
import type { RefusalReply } from './refusals.ts';
import { runSheetEntry, saleState } from './sales.ts';
import { id, instant, money } from './values.ts';

/** `off`: nothing on the air; `on`: media flows; `reconnecting`: the seller or the media server is coming back. */
export const videoState = z.enum(['off', 'on', 'reconnecting']);
export type VideoState = z.infer<typeof videoState>;

/** What everybody in a sale sees. One writer, the server; `seq` grows by one with each patch. */
export const liveState = z.object({
  saleId: id,
  title: z.string(),
  seller: z.object({ id, name: z.string() }),
  state: saleState,
  video: videoState,
  scheduledFor: instant,
  startedAt: z.nullable(instant),
  endedAt: z.nullable(instant),
  watching: z.int(),
  featured: z.nullable(id),
  runSheet: z.array(runSheetEntry),
});
export type LiveState = z.infer<typeof liveState>;

export const patch = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('state'),
    state: saleState,
    startedAt: z.nullable(instant),
    endedAt: z.nullable(instant),
  }),
  z.object({ type: z.literal('details'), title: z.string(), scheduledFor: instant }),
  z.object({ type: z.literal('video'), video: videoState }),
  z.object({ type: z.literal('watching'), watching: z.int() }),
  z.object({ type: z.literal('featured'), featured: z.nullable(id) }),
  z.object({ type: z.literal('run-sheet'), runSheet: z.array(runSheetEntry) }),
  z.object({ type: z.literal('stock'), variantId: id, available: z.int() }),
  z.object({
    type: z.literal('price'),
    variantId: id,
    price: money,
    compareAt: z.nullable(money),
    live: z.boolean(),
  }),
  /** Someone ordered; `city` only, and null where the buyer keeps it to themselves. Changes nothing by itself. */
  z.object({ type: z.literal('ordered'), productId: id, city: z.nullable(z.string()) }),
]);
export type Patch = z.infer<typeof patch>;

/** The state after one patch. Pure: the server and every browser run the same. */
export const applyPatch = (state: LiveState, change: Patch): LiveState => {
  switch (change.type) {
    case 'state':
      return { ...state, state: change.state, startedAt: change.startedAt, endedAt: change.endedAt };
    case 'details':
      return { ...state, title: change.title, scheduledFor: change.scheduledFor };
    case 'video':
      return { ...state, video: change.video };
    case 'watching':
      return { ...state, watching: change.watching };
    case 'featured':
      return { ...state, featured: change.featured };
    case 'run-sheet':
      return { ...state, runSheet: change.runSheet };
    case 'stock':
      return withVariant(state, change.variantId, { available: change.available });
    case 'price':
      return withVariant(state, change.variantId, {
        price: change.price,
        compareAt: change.compareAt,
        live: change.live,
      });
    case 'ordered':
      return state;
  }
};

type VariantChange = Partial<LiveState['runSheet'][number]['variants'][number]>;
const withVariant = (state: LiveState, variantId: string, change: VariantChange): LiveState => ({
  ...state,
  runSheet: state.runSheet.map((entry) =>
    entry.variants.some((variant) => variant.id === variantId)
      ? { ...entry, variants: entry.variants.map((v) => (v.id === variantId ? { ...v, ...change } : v)) }
      : entry,
  ),
});

export const chatLine = z.object({
  id,
  at: instant,
  name: z.string(),
  /** The seller of the sale is marked. */
  host: z.boolean(),
  text: z.string(),
});
export type ChatLine = z.infer<typeof chatLine>;

/** A patch on its way: applied only where `epoch` is the same and `seq` is the last one plus one. */
export interface NumberedPatch {
  saleId: string;
  epoch: string;
  seq: number;
  at: number;
  change: Patch;
}

export interface JoinAnswer {
  epoch: string;
  seq: number;
  /** The whole state; null when `patches` bring a client that named its place up to date. */
  state: LiveState | null;
  patches: NumberedPatch[];
  chat: ChatLine[];
  /** The server's clock, for countdowns. */
  now: number;
  /** What this client may do here. */
  host: boolean;
}

/** An answer to a socket message: what was asked for, or the same refusal HTTP would give. */
export type Answer<T> = { ok: T } | RefusalReply;

/** A session description of WebRTC. */
const sdp = z.string().check(z.minLength(1), z.maxLength(64_000));
export const candidate = z.object({
  candidate: z.string().check(z.maxLength(1_000)),
  sdpMid: z.nullable(z.string().check(z.maxLength(64))),
  sdpMLineIndex: z.nullable(z.int()),
});
export type Candidate = z.infer<typeof candidate>;

/** Every message a client may send, with its schema: one without does not compile (see ClientToServer). */
export const clientMessages = {
  /** Enter a sale; `seen` names the place a client that was away had reached. */
  'sale:join': z.object({ saleId: id, seen: z.optional(z.object({ epoch: z.string(), seq: z.int() })) }),
  'sale:leave': z.object({ saleId: id }),
  'chat:send': z.object({ saleId: id, text: z.string().check(z.trim(), z.minLength(1), z.maxLength(300)) }),
  /** Host: send video. `takeOver` ends what another window of the same seller sends. */
  'live:publish': z.object({ saleId: id, offer: sdp, takeOver: z._default(z.boolean(), false) }),
  'live:unpublish': z.object({ saleId: id }),
  /** Viewer: asks for the video; the answer is the server's offer. */
  'live:watch': z.object({ saleId: id }),
  'live:answer': z.object({ saleId: id, watch: z.string(), answer: sdp }),
  /** A network path of the browser; `watch` null means the host's own sending. null candidate: no more come. */
  'live:candidate': z.object({ saleId: id, watch: z.nullable(z.string()), candidate: z.nullable(candidate) }),
  'live:stop': z.object({ saleId: id, watch: z.string() }),
  /** Follow the stock and prices of these products, outside a sale; replaces the list before. */
  'catalog:follow': z.object({ productIds: z.array(id).check(z.maxLength(100)) }),
} as const;

type Sent<K extends keyof typeof clientMessages> = z.input<(typeof clientMessages)[K]>;
type Ack<T> = (answer: Answer<T>) => void;

export interface ClientToServer {
  'sale:join': (message: Sent<'sale:join'>, ack: Ack<JoinAnswer>) => void;
  'sale:leave': (message: Sent<'sale:leave'>, ack: Ack<true>) => void;
  'chat:send': (message: Sent<'chat:send'>, ack: Ack<ChatLine>) => void;
  'live:publish': (message: Sent<'live:publish'>, ack: Ack<{ answer: string }>) => void;
  'live:unpublish': (message: Sent<'live:unpublish'>, ack: Ack<true>) => void;
  'live:watch': (
    message: Sent<'live:watch'>,
    ack: Ack<{ watch: string; offer: string; iceServers: IceServer[] }>,
  ) => void;
  'live:answer': (message: Sent<'live:answer'>, ack: Ack<true>) => void;
  'live:candidate': (message: Sent<'live:candidate'>, ack: Ack<true>) => void;
  'live:stop': (message: Sent<'live:stop'>, ack: Ack<true>) => void;
  'catalog:follow': (message: Sent<'catalog:follow'>, ack: Ack<true>) => void;
}
/** As RTCPeerConnection takes it. */
export interface IceServer {
  urls: string | string[];
  username?: string;
  credential?: string;
}

clientMessages satisfies Record<keyof ClientToServer, z.core.$ZodType>;

/** What a host sees besides: an order with goods of this sale has been placed. */
export interface OrderArrived {
  saleId: string;
  orderId: string;
  number: string;
  at: number;
  total: number;
  city: string;
  lines: { title: string; options: Record<string, string>; quantity: number }[];
}

export interface ServerToClient {
  'sale:patch': (patch: NumberedPatch) => void;
  /** New lines, in batches of 250 ms. */
  'chat:lines': (batch: { saleId: string; lines: ChatLine[] }) => void;
  /** The media of this sale begins anew: drop the connection and watch again, after up to `spread` ms of jitter. */
  'live:reset': (reset: { saleId: string; spread: number }) => void;
  'order:arrived': (order: OrderArrived) => void;
  'catalog:changed': (change: {
    productId: string;
    variantId: string;
    available: number;
    price: number;
    compareAt: number | null;
    live: boolean;
  }) => void;
}
