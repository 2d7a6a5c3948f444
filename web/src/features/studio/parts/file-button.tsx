import type { ReactNode } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import styles from './file-button.module.css';

interface FileButtonProps {
  accept: string;
  multiple?: boolean;
  busy?: boolean;
  icon?: IconName;
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

/** The browser's own file input under a face like our buttons: keyboard and screen readers know it. */
export const FileButton = ({ accept, multiple, busy, icon, onFiles, children }: FileButtonProps) => (
  <label className={classNames(styles.button, busy && styles.busy)}>
    <input
      type="file"
      className={styles.input}
      accept={accept}
      multiple={multiple}
      disabled={busy}
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        // The same file may be chosen again after it was corrected.
        event.currentTarget.value = '';
        if (files.length > 0) onFiles(files);
      }}
    />
    {icon && <Icon name={icon} size={20} />}
    <span>{children}</span>
  </label>
);
