import type { QueryClient } from '../../lib/query.ts';
import type { SocketDoor } from '../../lib/socket.ts';
import { patchFromSale } from '../product/patch-variant.ts';
import type { LiveSession } from './session.ts';
import type { Viewer } from './viewer.ts';

interface StageDeps {
  door: SocketDoor;
  queries: QueryClient;
}

/** How long a preview that nobody looks at any more waits for the buyer to step into its room. */
const graceMs = 4000;

/**
 * The one live session of a page, above all screens, so that no navigation ends the video; and the silent preview of
 * the home page, whose video goes on in the room when the buyer steps in. Everything heavy is fetched when first used.
 */
export class Stage {
  #session: LiveSession | null = null;
  #wanted: string | null = null;
  #preview: { saleId: string; viewer: Viewer } | null = null;
  #curtain: ReturnType<typeof setTimeout> | undefined;
  readonly #deps: StageDeps;
  readonly #listeners = new Set<() => void>();

  constructor(deps: StageDeps) {
    this.#deps = deps;
  }

  readonly get = (): LiveSession | null => this.#session;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Steps into a sale; the one before is left. */
  readonly enter = (saleId: string): void => {
    if (this.#wanted === saleId) return;
    this.leave();
    this.#wanted = saleId;
    performance.clearMarks('leo:join');
    performance.clearMarks('leo:first-frame');
    performance.mark('leo:join');
    void this.#open(saleId);
  };

  readonly leave = (): void => {
    this.#wanted = null;
    this.#session?.close();
    this.#set(null);
  };

  /** The video of a sale without entering it: nobody is counted as watching. */
  async preview(saleId: string): Promise<Viewer> {
    clearTimeout(this.#curtain);
    const { openViewer } = await import('./session.ts');
    if (this.#preview?.saleId !== saleId) {
      this.#endPreview();
      const viewer = openViewer({ door: this.#deps.door, saleId });
      viewer.video('on');
      this.#preview = { saleId, viewer };
    }
    return this.#preview.viewer;
  }

  /** The preview is out of sight. It ends soon, unless its room is entered first. */
  leavePreview(): void {
    clearTimeout(this.#curtain);
    this.#curtain = setTimeout(() => this.#endPreview(), graceMs);
  }

  async #open(saleId: string): Promise<void> {
    const { openSession } = await import('./session.ts');
    if (this.#wanted !== saleId) return;
    const { door, queries } = this.#deps;
    const onChange = (change: Parameters<typeof patchFromSale>[1]) => patchFromSale(queries, change);
    this.#set(openSession({ door, saleId, onChange, viewer: this.#takePreview(saleId) }));
  }

  /** The preview's video goes on in the room. */
  #takePreview(saleId: string): Viewer | undefined {
    if (this.#preview?.saleId !== saleId) {
      this.#endPreview();
      return undefined;
    }
    const { viewer } = this.#preview;
    this.#preview = null;
    return viewer;
  }

  #endPreview(): void {
    clearTimeout(this.#curtain);
    this.#preview?.viewer.close();
    this.#preview = null;
  }

  #set(session: LiveSession | null): void {
    this.#session = session;
    for (const listener of this.#listeners) listener();
  }
}
