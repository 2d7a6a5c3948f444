import { type PointerEvent, type RefObject, useCallback, useRef, useState } from 'react';

/** How much of a phone's screen a sheet takes: 58 %, 92 %, or as much as it holds. */
export type Detent = 'half' | 'full' | 'fit';

/** A drag shorter than this is a slip of the finger. */
const far = 56;

/** Where a drag of the handle ends: pulled up it grows, pulled down it shrinks or closes. */
export const afterDrag = (from: Detent, dy: number): Detent | 'closed' => {
  if (dy < -far) return 'full';
  if (dy > far) return from === 'full' ? 'half' : 'closed';
  return from;
};

interface Options {
  first: Detent;
  onClose: () => void;
}

/** Only the transform moves: the height changes at once and the sheet slides to where it already is. */
const glide = (box: HTMLElement, dy: number) => {
  const quick = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (quick || Math.abs(dy) < 1) return;
  box.animate([{ transform: `translateY(${dy}px)` }, { transform: 'none' }], {
    duration: 220,
    easing: 'cubic-bezier(.32,.72,0,1)',
  });
};

export const useDetent = (dialog: RefObject<HTMLDialogElement | null>, { first, onClose }: Options) => {
  const [detent, keep] = useState<Detent>(first);
  const start = useRef<number | null>(null);

  const setDetent = useCallback(
    (next: Detent) => {
      const before = dialog.current?.getBoundingClientRect().top ?? 0;
      keep(next);
      requestAnimationFrame(() => {
        const box = dialog.current;
        if (box) glide(box, before - box.getBoundingClientRect().top);
      });
    },
    [dialog],
  );

  const move = (y: number) => {
    if (start.current === null || !dialog.current) return;
    dialog.current.style.transform = `translateY(${Math.max(-24, y - start.current)}px)`;
  };
  const drop = (event: PointerEvent) => {
    if (start.current === null || !dialog.current) return;
    const next = afterDrag(detent, event.clientY - start.current);
    start.current = null;
    dialog.current.style.transform = '';
    if (next === 'closed') onClose();
    else if (next !== detent) setDetent(next);
  };

  const handle = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if ((event.target as Element).closest('button')) return;
      start.current = event.clientY;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => move(event.clientY),
    onPointerUp: drop,
    onPointerCancel: drop,
  };
  return { detent, setDetent, handle };
};
