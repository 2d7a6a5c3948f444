import { type FormEvent, useCallback, useState } from 'react';
import type { Image } from '#contracts/media';
import { fieldErrorsOf } from '../../../lib/api.ts';
import { plural } from '../../../lib/format.ts';
import { useLocation } from '../../../lib/router.ts';
import { useShop } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { useStatus } from '../../../ui/status.tsx';
import { minorUnit, parseCount, parseMoney } from '../money-input.ts';
import { Head } from '../parts/head.tsx';
import { mostVariants, type OptionDraft, rowsFor, type VariantDraft } from './options-table.ts';
import { PicturesField } from './pictures-field.tsx';
import styles from './product-form.module.css';
import { emptyTexts, ProductTexts, tagsOf } from './product-texts.tsx';
import { useCreateProduct } from './use-studio-products.ts';
import { OptionFields, VariantDrafts, type VariantErrors } from './variant-drafts.tsx';

const firstRow: VariantDraft = { options: {}, price: '', stock: '1', sku: '' };

const checkRow = (row: VariantDraft, unit: number): VariantErrors => ({
  ...(parseMoney(row.price, unit) === null ? { price: 'Type a price, such as 1499.' } : {}),
  ...(parseCount(row.stock) === null ? { stock: 'Type a number.' } : {}),
});

/** A product by hand: what it is, how it looks, what one can choose, what each costs. */
export const NewProduct = () => {
  const [, navigate] = useLocation();
  const { toast } = useStatus();
  const create = useCreateProduct();
  const unit = minorUnit(useShop().data?.currency ?? 'INR');
  const [texts, setTexts] = useState(emptyTexts);
  const [images, setImages] = useState<readonly Image[]>([]);
  const [options, setOptions] = useState<readonly OptionDraft[]>([]);
  const [rows, setRows] = useState<readonly VariantDraft[]>([firstRow]);
  const [errors, setErrors] = useState<{ title?: string; rows: readonly VariantErrors[] }>({ rows: [] });

  const changeOptions = (next: readonly OptionDraft[]) => {
    setOptions(next);
    setRows((before) => rowsFor(next, before));
  };
  const changeImages = useCallback(
    (change: (before: readonly Image[]) => readonly Image[]) => setImages(change),
    [],
  );

  const send = (published: boolean) => {
    const wrong = {
      title: texts.title.trim() ? undefined : 'Type what the product is called.',
      rows: rows.map((row) => checkRow(row, unit)),
    };
    setErrors(wrong);
    const variants = rows.flatMap(({ options: chosen, price, stock, sku }) => {
      const [money, pieces] = [parseMoney(price, unit), parseCount(stock)];
      return money === null || pieces === null
        ? []
        : [{ options: chosen, price: money, stock: pieces, sku: sku.trim() || undefined }];
    });
    if (wrong.title || variants.length < rows.length) return;
    create.mutate(
      {
        title: texts.title.trim(),
        description: texts.description,
        category: texts.category.trim() || undefined,
        tags: tagsOf(texts.tags),
        imageIds: images.map((image) => image.id),
        variants,
        published,
      },
      {
        onSuccess: ({ product }) => {
          toast(published ? `${product.title} is on sale` : `${product.title} is kept as a draft`);
          navigate('/studio/products');
        },
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(true);
  };

  const refused = fieldErrorsOf(create.error);
  const tooMany = rows.length > mostVariants;
  return (
    <Page title="Add a product" width="text">
      <Head title="Add a product" back={{ href: '/studio/products', words: 'All products' }} />
      <form className={styles.form} onSubmit={submit} noValidate>
        <ProductTexts
          texts={texts}
          errors={{ ...refused, ...(errors.title ? { title: errors.title } : {}) }}
          onChange={setTexts}
        />
        <PicturesField images={images} onChange={changeImages} />
        <OptionFields options={options} onChange={changeOptions} />
        {tooMany ? (
          <p role="alert" className={styles.note}>
            These are {plural(rows.length, 'variant')}; a product has at most {mostVariants}. Take some values
            out.
          </p>
        ) : (
          <VariantDrafts rows={rows} errors={errors.rows} onChange={setRows} />
        )}
        <ActionError failure={create.error} />
        <div className={styles.actions}>
          <Button look="primary" type="submit" busy={create.isPending} aria-disabled={tooMany || undefined}>
            Put on sale
          </Button>
          <Button busy={create.isPending} onClick={() => send(false)}>
            Keep as a draft
          </Button>
        </div>
      </form>
    </Page>
  );
};
