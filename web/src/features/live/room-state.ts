import {
  applyPatch,
  type ChatLine,
  type JoinAnswer,
  type LiveState,
  type NumberedPatch,
} from '#contracts/live';

/** A line someone wrote, or the fact that someone ordered. */
export type Row =
  | (ChatLine & { kind: 'line' })
  | { kind: 'ordered'; id: string; at: number; productId: string; city: string | null };

export interface RoomState {
  link: 'joining' | 'joined' | 'lost' | 'refused';
  /** Why the room cannot be entered at all. */
  refusal: unknown;
  epoch: string | null;
  seq: number;
  /** A patch was missed: the room must be joined again from where this page is. */
  behind: boolean;
  live: LiveState | null;
  rows: readonly Row[];
  /** Whether the person of this page is the seller. */
  host: boolean;
  /** Server's clock minus this page's, in ms. */
  skew: number;
}

export type RoomEvent =
  | { type: 'joined'; answer: JoinAnswer; at: number }
  | { type: 'patch'; patch: NumberedPatch }
  | { type: 'lines'; lines: readonly ChatLine[] }
  | { type: 'lost' }
  | { type: 'refused'; failure: unknown };

export const emptyRoom: RoomState = {
  link: 'joining',
  refusal: null,
  epoch: null,
  seq: 0,
  behind: false,
  live: null,
  rows: [],
  host: false,
  skew: 0,
};

/** The page draws no more lines than this: older ones scroll out for good. */
export const mostRows = 60;
/** One "just ordered" line in so many ms, however fast a sale goes: the chat stays a chat. */
const orderedEveryMs = 4000;

const withRows = (rows: readonly Row[], more: readonly Row[]): readonly Row[] => {
  const known = new Set(rows.map((row) => row.id));
  const fresh = more.filter((row) => !known.has(row.id));
  return fresh.length === 0 ? rows : [...rows, ...fresh].slice(-mostRows);
};

const lineRows = (lines: readonly ChatLine[]): Row[] => lines.map((line) => ({ ...line, kind: 'line' }));

const orderedRow = ({ rows }: RoomState, { at, seq, epoch, change }: NumberedPatch): Row[] => {
  if (change.type !== 'ordered') return [];
  const last = rows.findLast((row) => row.kind === 'ordered');
  if (last && at - last.at < orderedEveryMs) return [];
  return [{ kind: 'ordered', id: `${epoch}:${seq}`, at, productId: change.productId, city: change.city }];
};

/** A patch counts once and in its order: an old one is dropped, a gap or another epoch asks for a new join. */
const patched = (state: RoomState, patch: NumberedPatch): RoomState => {
  if (!state.live || patch.epoch !== state.epoch) return { ...state, behind: true };
  if (patch.seq <= state.seq) return state;
  if (patch.seq !== state.seq + 1) return { ...state, behind: true };
  return {
    ...state,
    seq: patch.seq,
    live: applyPatch(state.live, patch.change),
    rows: withRows(state.rows, orderedRow(state, patch)),
  };
};

const joined = (state: RoomState, { answer, at }: { answer: JoinAnswer; at: number }): RoomState => {
  const entered: RoomState = {
    ...state,
    link: 'joined',
    refusal: null,
    behind: false,
    host: answer.host,
    skew: answer.now - at,
    rows: withRows(state.rows, lineRows(answer.chat)),
  };
  if (answer.state) return { ...entered, epoch: answer.epoch, seq: answer.seq, live: answer.state };
  return answer.patches.reduce(patched, entered);
};

export const room = (state: RoomState, event: RoomEvent): RoomState => {
  switch (event.type) {
    case 'joined':
      return joined(state, event);
    case 'patch':
      return state.link === 'joined' ? patched(state, event.patch) : state;
    case 'lines':
      return { ...state, rows: withRows(state.rows, lineRows(event.lines)) };
    case 'lost':
      return { ...state, link: 'lost' };
    case 'refused':
      return { ...state, link: 'refused', refusal: event.failure };
  }
};
