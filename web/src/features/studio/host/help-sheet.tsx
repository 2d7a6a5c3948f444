import { Sheet } from '../../../ui/sheet.tsx';
import styles from './help-sheet.module.css';

const keys: readonly (readonly [string, string])[] = [
  ['N', 'Pin the next product'],
  ['P', 'Pin the chosen product'],
  ['+', 'One more of the chosen variant'],
  ['−', 'One less of the chosen variant'],
  ['Z', 'Take back the price or the sold-out of the last five seconds'],
  ['M', 'Mute the microphone, or turn it on'],
  ['?', 'This help'],
  ['Enter', 'Keep the price or stock that is being typed'],
  ['Esc', 'Bring back what stood there'],
];

interface HelpProps {
  open: boolean;
  onClose: () => void;
  on: boolean;
  onTurn: (on: boolean) => void;
}

export const HelpSheet = ({ open, onClose, on, onTurn }: HelpProps) => (
  <Sheet open={open} onClose={onClose} title="Keys" detent="full">
    <dl className={styles.keys}>
      {keys.map(([key, words]) => (
        <div key={key} className={styles.row}>
          <dt>
            <kbd className={styles.key}>{key}</kbd>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
    <label className={styles.switch}>
      <input type="checkbox" checked={on} onChange={(event) => onTurn(event.currentTarget.checked)} />
      Single keys work on this computer
    </label>
    <p className={styles.note}>They rest while you type. Every key has a button that does the same.</p>
  </Sheet>
);
