import { useEffect, useRef, useState } from 'react';

export type HostKey = 'next' | 'pin' | 'less' | 'more' | 'undo' | 'mute' | 'help';

const keys: Record<string, HostKey> = {
  n: 'next',
  p: 'pin',
  m: 'mute',
  z: 'undo',
  '-': 'less',
  '−': 'less',
  _: 'less',
  '+': 'more',
  '=': 'more',
  '?': 'help',
};

/** What a key means to the host; nothing while one types or holds another key with it. */
export const meaningOf = (event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  typing: boolean;
}): HostKey | undefined => {
  if (event.typing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
};

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null;

const stored = 'leo:host-keys';
const readSwitch = () => {
  try {
    return localStorage.getItem(stored) !== 'off';
  } catch {
    return true;
  }
};

/** Whether single keys do anything: who speaks to the computer must be able to switch them off (WCAG 2.1.4). */
export const useKeySwitch = () => {
  const [on, setOn] = useState(readSwitch);
  const turn = (next: boolean) => {
    setOn(next);
    try {
      localStorage.setItem(stored, next ? 'on' : 'off');
    } catch {
      // The choice then lasts as long as the page.
    }
  };
  return { on, turn };
};

export const useKeys = (on: boolean, act: (key: HostKey) => void) => {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!on) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, repeat } = event;
      const meaning = meaningOf({ key, ctrlKey, metaKey, altKey, typing: isTyping(event.target) });
      if (!meaning) return;
      event.preventDefault();
      // A key that is held down shows one product, not all of them.
      if (!repeat || meaning === 'less' || meaning === 'more') latest.current(meaning);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [on]);
};
