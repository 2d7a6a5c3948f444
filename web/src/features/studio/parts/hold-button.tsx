import { type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import styles from './hold-button.module.css';

interface HoldButtonProps {
  /** After 1.2 s of holding. */
  onHeld: () => void;
  /** Pressed with a key, by a screen reader, or let go too early: asks instead. */
  onPress: () => void;
  className?: string;
  children: ReactNode;
}

const holdMs = 1200;

/** A press that is too long to be a slip. */
export const HoldButton = ({ onHeld, onPress, className, children }: HoldButtonProps) => {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** The click that follows the end of a full hold is part of it. */
  const done = useRef(false);
  const release = () => {
    clearTimeout(timer.current);
    setHolding(false);
  };
  const begin = () => {
    done.current = false;
    setHolding(true);
    timer.current = setTimeout(() => {
      done.current = true;
      setHolding(false);
      onHeld();
    }, holdMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <button
      type="button"
      className={classNames(styles.hold, holding && styles.holding, className)}
      onPointerDown={(event) => event.button === 0 && begin()}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => !done.current && onPress()}
    >
      <span className={styles.words}>{children}</span>
    </button>
  );
};
