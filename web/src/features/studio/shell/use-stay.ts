import { useEffect } from 'react';
import { useStatus } from '../../../ui/status.tsx';

/** A link of this shop that leads out of the studio, pressed the plain way; nothing for all others. */
const linkOut = (event: MouseEvent): HTMLAnchorElement | null => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link || link.target || link.origin !== location.origin) return null;
  return /^\/studio(\/|$)/.test(link.pathname) || link.hasAttribute('download') || link.hash ? null : link;
};

/** While a sale is on, what leads out of the studio opens beside it: leaving would end the picture for everybody. */
export const useStay = (live: boolean) => {
  const { toast } = useStatus();
  useEffect(() => {
    if (!live) return undefined;
    const onClick = (event: MouseEvent) => {
      const link = linkOut(event);
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      window.open(link.href, '_blank', 'noreferrer');
      toast('Opened beside the studio: your sale goes on here');
    };
    // Before the router sees the press.
    document.addEventListener('click', onClick, true);
    return () => document.removeEventListener('click', onClick, true);
  }, [live, toast]);
};
