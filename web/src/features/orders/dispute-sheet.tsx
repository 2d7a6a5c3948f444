import { type FormEvent, useState } from 'react';
import type { Image } from '#contracts/media';
import type { Order } from '#contracts/orders';
import type { Dispute } from '#contracts/settlement';
import { Button } from '../../ui/button.tsx';
import { Select, TextArea } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { ActionError } from '../../ui/states.tsx';
import styles from './after-sale.module.css';
import { EvidencePicture } from './evidence-picture.tsx';
import { useOpenDispute } from './use-after-sale.ts';

const reasons: Record<Dispute['reason'], string> = {
  'not-received': 'It has not arrived',
  damaged: 'It arrived damaged',
  'not-as-shown': 'It is not as shown in the sale',
  other: 'Something else',
};

interface DisputeSheetProps {
  order: Order;
  open: boolean;
  onClose: () => void;
}

/** The money stays with the shop until its operator has heard both sides. */
export const DisputeSheet = ({ order, open, onClose }: DisputeSheetProps) => (
  <Sheet open={open} onClose={onClose} title="Something is wrong" detent="full">
    {open && <DisputeForm order={order} onDone={onClose} />}
  </Sheet>
);

const DisputeForm = ({ order, onDone }: { order: Order; onDone: () => void }) => {
  const [reason, setReason] = useState<Dispute['reason']>(
    order.state === 'shipped' ? 'not-received' : 'damaged',
  );
  const [text, setText] = useState('');
  const [picture, setPicture] = useState<Image | null>(null);
  const opening = useOpenDispute(order.id, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    opening.mutate({ reason, text, imageId: picture?.id });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p>
        Your money is held by the shop. It stays there until the shop’s operator has read what you and the
        seller say, and decides.
      </p>
      <Select
        label="What is wrong?"
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value as Dispute['reason'])}
      >
        {Object.entries(reasons).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      <TextArea
        label="What happened?"
        maxLength={2_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <EvidencePicture picture={picture} onPicture={setPicture} />
      <ActionError failure={opening.error} />
      <Button type="submit" look="primary" wide busy={opening.isPending} disabled={text.trim() === ''}>
        Ask the shop to decide
      </Button>
    </form>
  );
};
