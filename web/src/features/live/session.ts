import type { Patch } from '#contracts/live';
import type { SocketDoor } from '../../lib/socket.ts';
import { RoomStore } from './room-store.ts';
import { Viewer } from './viewer.ts';

/** A sale on this page: what is said of it, and its video. Outlives the screen that opened it. */
export interface LiveSession {
  saleId: string;
  room: RoomStore;
  viewer: Viewer;
  close: () => void;
}

interface SessionOptions {
  door: SocketDoor;
  saleId: string;
  onChange: (change: Patch) => void;
  /** A preview that plays already. */
  viewer?: Viewer;
}

export const openViewer = (options: { door: SocketDoor; saleId: string }): Viewer => new Viewer(options);

/** Fetched with the first live video, never with the first page. */
export const openSession = ({ door, saleId, onChange, viewer: playing }: SessionOptions): LiveSession => {
  const room = new RoomStore({ door, saleId, onChange });
  const viewer = playing ?? openViewer({ door, saleId });
  let told: string | undefined;
  const unsubscribe = room.subscribe(() => {
    const { live } = room.get();
    if (!live) return;
    const video = live.state === 'live' ? live.video : 'off';
    if (video === told) return;
    told = video;
    viewer.video(video);
  });
  return {
    saleId,
    room,
    viewer,
    close: () => {
      unsubscribe();
      viewer.close();
      room.leave();
    },
  };
};
