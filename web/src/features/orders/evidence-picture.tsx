import { useRef } from 'react';
import { type Image, uploadEvidence } from '#contracts/media';
import { call } from '../../lib/api.ts';
import { useMutation } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { ActionError } from '../../ui/states.tsx';
import styles from './after-sale.module.css';

interface EvidencePictureProps {
  picture: Image | null;
  onPicture: (picture: Image) => void;
}

/** A picture says what is wrong faster than words; buyer, seller and operator see it. */
export const EvidencePicture = ({ picture, onPicture }: EvidencePictureProps) => {
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation({
    mutationFn: async (file: File) => (await call(uploadEvidence, { file })).image,
    onSuccess: onPicture,
  });
  return (
    <div className={styles.evidence}>
      {picture && <Picture className={styles.proof} image={picture} alt="Your picture" sizes="12rem" />}
      <input
        ref={input}
        type="file"
        accept="image/*"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) upload.mutate(file);
          currentTarget.value = '';
        }}
      />
      <Button icon="camera" busy={upload.isPending} onClick={() => input.current?.click()}>
        {picture ? 'Take another picture' : 'Add a picture'}
      </Button>
      <ActionError failure={upload.error} />
    </div>
  );
};
