import type { LiveState } from '#contracts/live';
import { moment } from '../../lib/format.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { type ChatVoice, chatVoices } from './chat-voice.ts';
import styles from './room-sheets.module.css';

interface SellerSheetProps {
  live: LiveState;
  voice: ChatVoice;
  onVoice: (voice: ChatVoice) => void;
}

/** Who sells, since when, where the rest of their goods are; and how much of the chat is read aloud. */
export const SellerSheet = ({ live, voice, onVoice }: SellerSheetProps) => (
  <div className={styles.seller}>
    <div>
      <p>{live.title}</p>
      {live.startedAt !== null && (
        <p className={styles.since}>Live since {moment(live.startedAt, Date.now())}</p>
      )}
    </div>
    <ButtonLink href={`/search?seller=${live.seller.id}`} wide>
      All products of {live.seller.name}
    </ButtonLink>
    <Select
      label="Read the chat aloud"
      hint="For screen readers."
      value={voice}
      onChange={(event) => onVoice(event.currentTarget.value as ChatVoice)}
    >
      {chatVoices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  </div>
);
