import type { Image } from '#contracts/media';
import { classNames } from './class-names.ts';
import styles from './picture.module.css';

interface PictureProps {
  image: Image | null;
  /** How wide it is drawn, as in the `sizes` attribute. */
  sizes: string;
  /** Said instead of the picture's own words; empty where the words stand beside it. */
  alt?: string;
  /** The largest picture of the first view: fetched first. */
  first?: boolean;
  className?: string;
}

const files = (image: Image, format: 'avif' | 'webp') =>
  image.widths.map((width) => `/media/${image.id}/${width}.${format} ${width}w`).join(', ');

/** AVIF, else WebP, with its size known before it arrives and its blur painted meanwhile. */
export const Picture = ({ image, sizes, alt, first, className }: PictureProps) => {
  if (!image)
    return <span className={classNames(styles.picture, styles.none, className)} aria-hidden="true" />;
  const fallback = image.widths.find((width) => width >= 640) ?? image.widths.at(-1);
  return (
    <picture
      className={classNames(styles.picture, className)}
      style={image.placeholder ? { backgroundImage: `url("${image.placeholder}")` } : undefined}
    >
      <source type="image/avif" srcSet={files(image, 'avif')} sizes={sizes} />
      <img
        src={`/media/${image.id}/${fallback}.webp`}
        srcSet={files(image, 'webp')}
        sizes={sizes}
        alt={alt ?? image.alt}
        width={image.width}
        height={image.height}
        loading={first ? 'eager' : 'lazy'}
        fetchPriority={first ? 'high' : undefined}
        decoding="async"
      />
    </picture>
  );
};
