import { useState } from 'react';
import type { Image } from '#contracts/media';
import type { Dispute } from '#contracts/settlement';
import { Button } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { Ask } from '../parts/ask.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { useUpload } from '../sales/use-upload.ts';
import styles from './disputes.module.css';
import { useAddEvidence } from './use-disputes.ts';

/** What one has to say, with a picture where it says more. */
export const AddEvidence = ({ dispute, operator }: { dispute: Dispute; operator: boolean }) => {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [picture, setPicture] = useState<Image | null>(null);
  const upload = useUpload();
  const adding = useAddEvidence(dispute.id, () => {
    setOpen(false);
    setText('');
    setPicture(null);
  });
  const words = operator ? 'Ask or answer' : 'Say your side';
  return (
    <>
      <Button small look={operator ? 'quiet' : 'secondary'} onClick={() => setOpen(true)}>
        {words}
      </Button>
      <Ask
        open={open}
        onClose={() => setOpen(false)}
        title={words}
        action="Add it to the dispute"
        busy={adding.isPending}
        failure={adding.error}
        disabled={text.trim() === '' || upload.isPending}
        onSubmit={() => adding.mutate({ text: text.trim(), imageId: picture?.id })}
      >
        <p>Buyer, seller and operator read it. It cannot be changed later.</p>
        <TextArea
          label="What happened?"
          maxLength={2_000}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <div className={styles.sent}>
          {picture && <Picture className={styles.picture} image={picture} alt="Your picture" sizes="12rem" />}
          <FileButton
            accept="image/*"
            icon="camera"
            busy={upload.isPending}
            onFiles={([file]) => file && upload.mutate({ file }, { onSuccess: setPicture })}
          >
            {picture ? 'Take another picture' : 'Add a picture'}
          </FileButton>
        </div>
        <ActionError failure={upload.error} />
      </Ask>
    </>
  );
};
