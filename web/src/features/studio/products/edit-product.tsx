import { type FormEvent, useCallback, useState } from 'react';
import type { StudioProduct } from '#contracts/catalog';
import type { Image } from '#contracts/media';
import { fieldErrorsOf } from '../../../lib/api.ts';
import { optionWords } from '../../../lib/format.ts';
import { useLocation } from '../../../lib/router.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { useStatus } from '../../../ui/status.tsx';
import { Badge } from '../parts/badge.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Head } from '../parts/head.tsx';
import { pictureWords } from './picture-words.ts';
import { PicturesField } from './pictures-field.tsx';
import styles from './product-form.module.css';
import { ProductTexts, type Texts, tagsOf } from './product-texts.tsx';
import { useEditProduct, useRemoveProduct } from './use-studio-products.ts';
import { VariantFields } from './variant-fields.tsx';

const textsOf = (product: StudioProduct): Texts => ({
  title: product.title,
  description: product.description,
  category: product.category ?? '',
  tags: product.tags.join(', '),
});

/** Texts and pictures are kept together; prices and stock one by one, as they are typed. */
export const EditProduct = ({ product }: { product: StudioProduct }) => {
  const edit = useEditProduct();
  const { toast } = useStatus();
  const [texts, setTexts] = useState(() => textsOf(product));
  const [images, setImages] = useState<readonly Image[]>(product.images);
  const [titleError, setTitleError] = useState<string>();
  const changeImages = useCallback(
    (change: (before: readonly Image[]) => readonly Image[]) => setImages(change),
    [],
  );
  const { waiting } = pictureWords(product.pictures);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const title = texts.title.trim();
    setTitleError(title ? undefined : 'Type what the product is called.');
    if (!title) return;
    // Pictures that are still on their way would be lost by a list without them.
    const changed = images.map((image) => image.id).join() !== product.images.map((image) => image.id).join();
    edit.mutate(
      {
        id: product.id,
        title,
        description: texts.description,
        category: texts.category.trim() || null,
        tags: tagsOf(texts.tags),
        imageIds: changed ? images.map((image) => image.id) : undefined,
      },
      { onSuccess: () => toast('Product kept') },
    );
  };

  return (
    <Page title={product.title}>
      <Head
        title={product.title}
        back={{ href: '/studio/products', words: 'All products' }}
        over={
          product.published ? (
            <Badge tone="good" icon="check">
              On sale
            </Badge>
          ) : (
            <Badge>Draft</Badge>
          )
        }
      >
        {product.published && <ButtonLink href={`/products/${product.slug}`}>See it as a buyer</ButtonLink>}
        <Button
          busy={edit.isPending}
          onClick={() => edit.mutate({ id: product.id, published: !product.published })}
        >
          {product.published ? 'Take off sale' : 'Put on sale'}
        </Button>
        <RemoveProduct product={product} />
      </Head>
      <div className={styles.columns}>
        <form className={styles.form} onSubmit={submit} noValidate>
          <ProductTexts
            texts={texts}
            errors={{ ...fieldErrorsOf(edit.error), ...(titleError ? { title: titleError } : {}) }}
            onChange={setTexts}
          />
          {waiting && <p className={styles.note}>{waiting}</p>}
          <PicturesField images={images} onChange={changeImages} />
          <ActionError failure={edit.error} />
          <div>
            <Button look="primary" type="submit" busy={edit.isPending}>
              Keep the changes
            </Button>
          </div>
        </form>
        <Variants product={product} />
      </div>
    </Page>
  );
};

const Variants = ({ product }: { product: StudioProduct }) => (
  <section className={styles.variants} aria-labelledby="variants">
    <h2 id="variants">Price and stock</h2>
    <p className={styles.note}>Enter keeps what you type, at once.</p>
    <ul>
      {product.variants.map((variant) => (
        <li key={variant.id} className={styles.variant}>
          <span className={styles.options}>
            {optionWords(variant.options) || 'One variant'}
            {variant.sku && <span className={styles.sku}>{variant.sku}</span>}
          </span>
          <VariantFields name={optionWords(variant.options) || product.title} variant={variant} />
        </li>
      ))}
    </ul>
  </section>
);

const RemoveProduct = ({ product }: { product: StudioProduct }) => {
  const remove = useRemoveProduct();
  const [, navigate] = useLocation();
  const { toast } = useStatus();
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  const gone = () => {
    toast(`${product.title} is off sale for good`);
    navigate('/studio/products', { replace: true });
  };
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        Remove for good
      </Button>
      <Confirm
        open={asking}
        title={`Remove ${product.title}?`}
        action="Remove for good"
        stay="Keep it"
        busy={remove.isPending}
        failure={remove.error}
        onConfirm={() => remove.mutate(product.id, { onSuccess: gone })}
        onClose={close}
      >
        Nobody can buy it any more and it leaves every run sheet. Orders keep it. To hide it for a while, take
        it off sale instead.
      </Confirm>
    </>
  );
};
