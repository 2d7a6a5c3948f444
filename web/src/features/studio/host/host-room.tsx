import { useEffect } from 'react';
import type { LiveState } from '#contracts/live';
import { useTitle } from '../../../ui/page.tsx';
import { useWakeLock } from '../media/wake-lock.ts';
import { HelpSheet } from './help-sheet.tsx';
import { HostDesktop } from './host-desktop.tsx';
import { HostPhone } from './host-phone.tsx';
import type { HostSession } from './host-session.ts';
import { PlanSheet } from './plan-sheet.tsx';
import { UndoBar } from './undo-bar.tsx';
import { useHostDesk } from './use-host-desk.ts';
import { useMedia } from './use-media.ts';
import { useRestoreCapture } from './use-restore-capture.ts';

/** The sale from behind: three panes on a wide screen, the buyer's view with a drawer on a phone. */
export const HostRoom = ({ session, live }: { session: HostSession; live: LiveState }) => {
  const desk = useHostDesk(session, live);
  const wide = useMedia('(min-width: 64rem)');
  useTitle(`Live: ${live.title}`);
  useWakeLock(true);
  useRestoreCapture();
  useEffect(() => {
    // The button that was pressed is gone with the page before; who does not see it change hears where they are.
    document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    // Closing the page ends the picture for everybody; the browser asks in its own words.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  return (
    <div className="stage">
      {wide ? <HostDesktop desk={desk} /> : <HostPhone desk={desk} />}
      <UndoBar session={session} actions={desk.actions} />
      <PlanSheet live={live} open={desk.plan.open} onClose={desk.plan.hide} />
      <HelpSheet open={desk.help.open} onClose={desk.help.hide} on={desk.keys.on} onTurn={desk.keys.turn} />
    </div>
  );
};
