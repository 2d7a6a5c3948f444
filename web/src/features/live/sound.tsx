import { useEffect, useState } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './sound.module.css';
import { useSound } from './use-sound.ts';

/** Browsers let video start only without sound; for this long that is said in words. */
const wordsMs = 6000;

export const SoundButton = () => {
  const { muted, toggle } = useSound();
  return (
    <IconButton
      look="scrim"
      icon={muted ? 'sound-off' : 'sound-on'}
      label={muted ? 'Turn sound on' : 'Turn sound off'}
      onClick={toggle}
    />
  );
};

export const SoundPill = () => {
  const { muted, toggle } = useSound();
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), wordsMs);
    return () => clearTimeout(timer);
  }, []);
  if (!shown || !muted) return null;
  return (
    <button type="button" className={styles.pill} onClick={toggle}>
      <Icon name="sound-off" />
      Turn sound on
    </button>
  );
};
