import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

export interface Drag {
  from: number;
  to: number;
}

/** The place in a list over which a pointer is: the first row whose middle is below it. */
export const placeAt = (middles: readonly number[], y: number): number => {
  const below = middles.findIndex((middle) => y < middle);
  return below === -1 ? middles.length - 1 : below;
};

const middlesOf = (list: HTMLElement) =>
  [...list.children].map((row) => {
    const box = row.getBoundingClientRect();
    return box.top + box.height / 2;
  });

/** Drags rows of a list up and down; the buttons beside them do the same without dragging. */
export const useDrag = (list: RefObject<HTMLElement | null>, onDrop: (drag: Drag) => void) => {
  const [drag, setDrag] = useState<Drag | null>(null);
  const now = useRef<Drag | null>(null);
  /** The middles as they were when the drag began: rows that make way must not change the answer. */
  const middles = useRef<number[]>([]);
  const drop = useRef(onDrop);
  drop.current = onDrop;

  const dragging = drag !== null;
  useEffect(() => {
    if (!dragging) return undefined;
    const move = (event: PointerEvent) => {
      if (!now.current) return;
      const to = placeAt(middles.current, event.clientY);
      if (to === now.current.to) return;
      now.current = { ...now.current, to };
      setDrag(now.current);
    };
    const end = () => {
      const done = now.current;
      now.current = null;
      setDrag(null);
      if (done && done.from !== done.to) drop.current(done);
    };
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      now.current = null;
      setDrag(null);
    };
    // On the window: a row that moves in the document loses the pointer it had captured.
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', cancel);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', cancel);
    };
  }, [dragging]);

  const begin = (from: number) => (event: ReactPointerEvent) => {
    if (event.button !== 0 || !list.current) return;
    event.preventDefault();
    middles.current = middlesOf(list.current);
    now.current = { from, to: from };
    setDrag(now.current);
  };
  return { drag, begin };
};
