import { useState } from 'react';
import type { Image } from '#contracts/media';
import { sentenceOf } from '../../../lib/api.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { moveItem } from '../run-sheet/order.ts';
import { useUpload } from '../sales/use-upload.ts';
import styles from './pictures-field.module.css';

interface PicturesFieldProps {
  images: readonly Image[];
  onChange: (change: (before: readonly Image[]) => readonly Image[]) => void;
}

const most = 20;

/** Pictures sent one after the other; the first one stands on cards. */
export const PicturesField = ({ images, onChange }: PicturesFieldProps) => {
  const upload = useUpload();
  const [left, setLeft] = useState(0);
  const [refused, setRefused] = useState<{ name: string; words: string }[]>([]);
  const send = async (files: File[]) => {
    setRefused([]);
    const room = files.slice(0, most - images.length);
    for (const [at, file] of room.entries()) {
      setLeft(room.length - at);
      try {
        const image = await upload.mutateAsync({ file });
        onChange((before) => [...before, image]);
      } catch (failure) {
        setRefused((before) => [...before, { name: file.name, words: sentenceOf(failure) }]);
      }
    }
    setLeft(0);
  };
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>Pictures</legend>
      <ul className={styles.list}>
        {images.map((image, place) => (
          <li key={image.id} className={styles.item}>
            <Picture
              className={styles.picture}
              image={image}
              alt={image.alt || `Picture ${place + 1}`}
              sizes="7rem"
            />
            <span className={styles.buttons}>
              <IconButton
                icon="back"
                label={`Show picture ${place + 1} earlier`}
                disabled={place === 0}
                onClick={() => onChange((before) => moveItem(before, place, place - 1))}
              />
              <IconButton
                icon="trash"
                label={`Remove picture ${place + 1}`}
                onClick={() => onChange((before) => before.filter((one) => one.id !== image.id))}
              />
            </span>
          </li>
        ))}
      </ul>
      <div>
        <FileButton
          accept="image/*"
          multiple
          icon="plus"
          busy={left > 0}
          onFiles={(files) => void send(files)}
        >
          {left > 0 ? `Sending, ${left} to go…` : 'Add pictures'}
        </FileButton>
      </div>
      {refused.map(({ name, words }) => (
        <p key={name} role="alert" className={styles.refused}>
          <b>{name}</b>: {words}
        </p>
      ))}
    </fieldset>
  );
};
