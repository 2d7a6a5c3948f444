import { useSyncExternalStore } from 'react';
import type { LiveSession } from './session.ts';

/** What is said of the sale, drawn again with each change. */
export const useRoom = (session: LiveSession) =>
  useSyncExternalStore(session.room.subscribe, session.room.get);

/** What its video is doing. */
export const useViewer = (session: LiveSession) =>
  useSyncExternalStore(session.viewer.subscribe, session.viewer.get);
