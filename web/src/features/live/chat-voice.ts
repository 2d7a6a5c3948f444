import { useEffect, useRef } from 'react';
import { useSession } from '../../lib/session.ts';
import { useStatus } from '../../ui/status.tsx';
import type { Row } from './room-state.ts';

/** How much of the chat a screen reader hears. */
export type ChatVoice = 'off' | 'mentions' | 'all';
export const chatVoices: readonly { value: ChatVoice; label: string }[] = [
  { value: 'off', label: 'Nothing' },
  { value: 'mentions', label: 'My name and the seller' },
  { value: 'all', label: 'Everything' },
];

const key = 'leo:chat-voice';

export const readVoice = (): ChatVoice => {
  try {
    const kept = localStorage.getItem(key);
    return chatVoices.find(({ value }) => value === kept)?.value ?? 'mentions';
  } catch {
    return 'mentions';
  }
};

export const keepVoice = (voice: ChatVoice): void => {
  try {
    localStorage.setItem(key, voice);
  } catch {
    // Without storage it holds until the page is left.
  }
};

/** Whether a line is for this person: their name is in it, or the seller speaks. */
export const isMention = (row: Row, name: string | null): boolean =>
  row.kind === 'line' &&
  row.name !== name &&
  (row.host || (name !== null && name !== '' && row.text.toLowerCase().includes(name.toLowerCase())));

const worthSaying = (row: Row, voice: ChatVoice, name: string | null): boolean =>
  row.kind === 'line' &&
  row.name !== name &&
  (voice === 'all' || (voice === 'mentions' && isMention(row, name)));

/** Faster than this nobody can listen, and the sale itself has to be heard too. */
const everyMs = 5000;

/** Says what came since, at most one line in five seconds, never what was there on entering. */
export const useChatVoice = (rows: readonly Row[], voice: ChatVoice): void => {
  const { say } = useStatus();
  const name = useSession().data?.name ?? null;
  const heard = useRef<{ id: string | undefined; at: number } | null>(null);
  useEffect(() => {
    const newest = rows.at(-1)?.id;
    const last = heard.current;
    heard.current = { id: newest, at: last?.at ?? 0 };
    if (last === null || newest === last.id || Date.now() - last.at < everyMs) return;
    const fresh = rows.slice(rows.findIndex((row) => row.id === last.id) + 1);
    const row = fresh.findLast((one) => worthSaying(one, voice, name));
    if (row?.kind !== 'line') return;
    heard.current.at = Date.now();
    say(`${row.name}: ${row.text}`);
  }, [rows, voice, name, say]);
};
