import { useState } from 'react';
import type { StudioProduct } from '#contracts/catalog';
import { optionWords, plural } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { Badge } from '../parts/badge.tsx';
import { pictureWords } from './picture-words.ts';
import styles from './product-row.module.css';
import { useEditProduct } from './use-studio-products.ts';
import { VariantFields } from './variant-fields.tsx';

const range = (product: StudioProduct, money: (minor: number) => string) => {
  const prices = product.variants.map((variant) => variant.usualPrice);
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  return least === most ? money(least) : `${money(least)} – ${money(most)}`;
};

/** A product with its price and stock; one with several variants opens to show each. */
export const ProductRow = ({ product }: { product: StudioProduct }) => {
  const [open, setOpen] = useState(false);
  const [only, more] = product.variants;
  const money = useMoney();
  const units = product.variants.reduce((sum, variant) => sum + variant.stock, 0);
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <Picture className={styles.picture} image={product.images[0] ?? null} alt="" sizes="4rem" />
        <div className={styles.words}>
          <Link href={`/studio/products/${product.id}`} className={styles.title}>
            {product.title}
          </Link>
          <Pictures product={product} />
        </div>
        {only && !more ? (
          <VariantFields name={product.title} variant={only} />
        ) : (
          <button type="button" className={styles.open} aria-expanded={open} onClick={() => setOpen(!open)}>
            <span className={styles.price}>{range(product, money)}</span>
            <span className={styles.units}>
              {units} in stock · {plural(product.variants.length, 'variant')}
            </span>
            <span className="visually-hidden">of {product.title}, price and stock</span>
            <Icon name="chevron" size={20} />
          </button>
        )}
        <Published product={product} />
      </div>
      {open && (
        <ul className={styles.variants}>
          {product.variants.map((variant) => (
            <li key={variant.id} className={styles.variant}>
              <span className={styles.options}>
                {optionWords(variant.options)}
                {variant.sku && <span className={styles.sku}>{variant.sku}</span>}
              </span>
              <VariantFields name={`${product.title}, ${optionWords(variant.options)}`} variant={variant} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};

const Pictures = ({ product }: { product: StudioProduct }) => {
  const { waiting, failed } = pictureWords(product.pictures);
  return (
    <>
      {waiting && (
        <Badge tone="busy" icon="clock">
          {waiting}
        </Badge>
      )}
      {failed && (
        <span className={styles.failed}>
          <Badge tone="bad" icon="warning">
            {failed.words}
          </Badge>
          {failed.reasons[0]}
        </span>
      )}
    </>
  );
};

const Published = ({ product }: { product: StudioProduct }) => {
  const edit = useEditProduct();
  const { id, published, title } = product;
  return (
    <div className={styles.published}>
      {published ? (
        <Badge tone="good" icon="check">
          On sale
        </Badge>
      ) : (
        <Badge>Draft</Badge>
      )}
      <Button
        small
        look="quiet"
        busy={edit.isPending}
        onClick={() => edit.mutate({ id, published: !published })}
      >
        {published ? 'Take off sale' : 'Put on sale'}
        <span className="visually-hidden">{title}</span>
      </Button>
      <ActionError failure={edit.error} />
    </div>
  );
};
