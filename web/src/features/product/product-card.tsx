import type { ProductCard as Card } from '#contracts/catalog';
import { Link } from '../../lib/router.ts';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './product-card.module.css';

interface ProductCardProps {
  card: Card;
  /** Of the first view: its picture is fetched first. */
  first?: boolean;
}

/** A swing tag with its picture; the whole tag is the link. */
export const ProductCard = ({ card, first }: ProductCardProps) => (
  <Link href={`/products/${card.slug}`} className={styles.card}>
    <span className={styles.tag}>
      <Picture
        className={styles.picture}
        image={card.image}
        alt=""
        sizes="(min-width: 75rem) 17rem, (min-width: 37.5rem) 30vw, 45vw"
        first={first}
      />
      <span className={styles.words}>
        <span className={styles.title}>{card.title}</span>
        {card.soldOut ? (
          <span className={styles.gone}>Sold out</span>
        ) : (
          <Price amount={card.price} most={card.priceMost} was={card.compareAt} size="row" />
        )}
      </span>
    </span>
  </Link>
);

interface ProductGridProps {
  cards: readonly Card[];
  label?: string;
  /** The grid begins in the first view: its first pictures are fetched first. */
  first?: boolean;
}

export const ProductGrid = ({ cards, label, first = false }: ProductGridProps) => (
  <ul className={styles.grid} aria-label={label}>
    {cards.map((card, place) => (
      <li key={card.id}>
        <ProductCard card={card} first={first && place < 2} />
      </li>
    ))}
  </ul>
);

/** As many places as will come, at their final size. */
export const ProductGridSkeleton = ({ places = 8 }: { places?: number }) => (
  <div className={styles.grid} aria-hidden="true">
    {Array.from({ length: places }, (_, place) => `place ${place}`).map((place) => (
      <Skeleton key={place} height="20rem" />
    ))}
  </div>
);
