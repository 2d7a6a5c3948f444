import { useState } from 'react';
import { useSession } from '../../lib/session.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './ready-chip.module.css';

const key = 'leo:ready-later';

const readLater = () => {
  try {
    return sessionStorage.getItem(key) !== null;
  } catch {
    return false;
  }
};

/** Invites, and never forces: with the address kept, buying is two taps when the right thing comes. */
export const ReadyChip = ({ onOpen }: { onOpen: () => void }) => {
  const session = useSession();
  const [later, setLater] = useState(readLater);
  if (later || session.isPending || session.data?.address) return null;
  const dismiss = () => {
    setLater(true);
    try {
      sessionStorage.setItem(key, 'yes');
    } catch {
      // It asks again after a reload then.
    }
  };
  return (
    <div className={styles.chip}>
      <button type="button" className={styles.open} onClick={onOpen} aria-haspopup="dialog">
        Be ready to buy in two taps
      </button>
      <button type="button" className={styles.close} onClick={dismiss} aria-label="Not now">
        <Icon name="close" size={16} />
      </button>
    </div>
  );
};
