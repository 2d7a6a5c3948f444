import { useRef, useState } from 'react';
import type { Image } from '#contracts/media';
import { classNames } from '../../ui/class-names.ts';
import { Picture } from '../../ui/picture.tsx';
import styles from './gallery.module.css';

const sizes = '(min-width: 56.25rem) 34rem, 100vw';

/** Pictures side by side to swipe through, and one button for each. */
export const Gallery = ({ images, title }: { images: readonly Image[]; title: string }) => {
  const strip = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const show = (place: number) =>
    strip.current?.scrollTo({ left: place * strip.current.clientWidth, behavior: 'smooth' });
  const onScroll = () => {
    const box = strip.current;
    if (box) setAt(Math.round(box.scrollLeft / Math.max(1, box.clientWidth)));
  };
  if (images.length === 0) return <Picture image={null} sizes={sizes} className={styles.picture} />;
  return (
    <div className={styles.gallery}>
      <ul className={styles.strip} ref={strip} onScroll={onScroll} aria-label={`Pictures of ${title}`}>
        {images.map((image, place) => (
          <li key={image.id} className={styles.slide}>
            <a href={`/media/${image.id}/${image.widths.at(-1)}.webp`} target="_blank" rel="noreferrer">
              <Picture
                image={image}
                alt={image.alt || `${title}, picture ${place + 1}`}
                sizes={sizes}
                first={place === 0}
                className={styles.picture}
              />
              <span className="visually-hidden">, open in full size</span>
            </a>
          </li>
        ))}
      </ul>
      {images.length > 1 && (
        <div className={styles.thumbs}>
          {images.map((image, place) => (
            <button
              key={image.id}
              type="button"
              className={classNames(styles.thumb, place === at && styles.on)}
              aria-label={`Show picture ${place + 1} of ${images.length}`}
              aria-current={place === at ? 'true' : undefined}
              onClick={() => show(place)}
            >
              <Picture image={image} alt="" sizes="4rem" className={styles.small} />
            </button>
          ))}
        </div>
      )}
    </div>
  );
};
