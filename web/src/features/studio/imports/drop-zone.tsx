import { type RefObject, useEffect, useRef, useState } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { FileButton } from '../parts/file-button.tsx';
import styles from './drop-zone.module.css';

interface DropZoneProps {
  busy: boolean;
  onFile: (file: File) => void;
}

/** Whether a file is held over the zone; dropped, it is handed on. A convenience for the mouse only. */
const useDrop = (zone: RefObject<HTMLElement | null>, onFile: (file: File) => void): boolean => {
  const [over, setOver] = useState(false);
  const latest = useRef(onFile);
  latest.current = onFile;
  useEffect(() => {
    const box = zone.current;
    if (!box) return undefined;
    const hold = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = () => setOver(false);
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) latest.current(file);
    };
    box.addEventListener('dragover', hold);
    box.addEventListener('dragleave', leave);
    box.addEventListener('drop', drop);
    return () => {
      box.removeEventListener('dragover', hold);
      box.removeEventListener('dragleave', leave);
      box.removeEventListener('drop', drop);
    };
  }, [zone]);
  return over;
};

/** A sheet is dropped here, or chosen with the button that does the same. */
export const DropZone = ({ busy, onFile }: DropZoneProps) => {
  const zone = useRef<HTMLDivElement>(null);
  const over = useDrop(zone, (file) => !busy && onFile(file));
  return (
    <div ref={zone} className={classNames(styles.zone, over && styles.over)}>
      <p className={styles.words}>Drop a sheet here</p>
      <FileButton
        accept=".csv,text/csv,text/plain"
        busy={busy}
        onFiles={(files) => files[0] && onFile(files[0])}
      >
        {busy ? 'Sending the sheet…' : 'Choose a file'}
      </FileButton>
      <p className={styles.note}>
        CSV, as Shopify exports it, or with two columns of your own: <b>title</b> and <b>price</b> are enough.
      </p>
    </div>
  );
};
