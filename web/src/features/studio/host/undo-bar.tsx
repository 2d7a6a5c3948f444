import { useEffect } from 'react';
import { Button } from '../../../ui/button.tsx';
import { useHost } from '../on-air.tsx';
import type { HostSession } from './host-session.ts';
import { undoMs } from './undo.ts';
import styles from './undo-bar.module.css';
import type { HostActions } from './use-host-actions.ts';

/** Five seconds to take back a price or a sold-out; after that it is typed again like any other. */
export const UndoBar = ({ session, actions }: { session: HostSession; actions: HostActions }) => {
  const { undo } = useHost(session);
  const id = undo?.id;
  useEffect(() => {
    if (id === undefined) return undefined;
    const timer = setTimeout(() => session.dispatch({ type: 'settled', id }), undoMs);
    return () => clearTimeout(timer);
  }, [id, session]);
  return (
    <div role="status" className={styles.place}>
      {undo && (
        <div className={styles.bar} key={undo.id}>
          <span>{undo.words}</span>
          <Button small onClick={() => actions.quietly(actions.undo(undo.id, undo.restore))}>
            Undo
          </Button>
        </div>
      )}
    </div>
  );
};
