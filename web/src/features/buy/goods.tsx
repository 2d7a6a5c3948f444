import { optionWords } from '../../lib/format.ts';
import { useMoney } from '../../lib/shop.ts';
import { Price } from '../../ui/price.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { Stock } from '../../ui/stock.tsx';
import { OptionPicker } from '../product/option-picker.tsx';
import { type Choice, chosenVariant } from '../product/variants.ts';
import styles from './goods.module.css';
import type { Buyable, Purchase } from './purchase.ts';

interface GoodsProps {
  purchase: Purchase;
  choice: Choice;
  quantity: number;
  onChoose: (choice: Choice) => void;
  onQuantity: (quantity: number) => void;
}

/** What is being bought: a product with its options, or the lines of the basket. */
export const Goods = ({ purchase, ...rest }: GoodsProps) =>
  purchase.kind === 'product' ? (
    <ProductGoods product={purchase.product} {...rest} />
  ) : (
    <BasketGoods lines={purchase.basket.lines} />
  );

const ProductGoods = ({
  product,
  choice,
  quantity,
  onChoose,
  onQuantity,
}: Omit<GoodsProps, 'purchase'> & { product: Buyable }) => {
  const variant = chosenVariant(product, choice);
  return (
    <section className={styles.goods} aria-label="What you buy">
      {variant && (
        <p className={styles.price}>
          <Price amount={variant.price} was={variant.compareAt} size="large" />
          {variant.live && <span className={styles.live}>Live price</span>}
          <Stock available={variant.available} />
        </p>
      )}
      <OptionPicker product={product} choice={choice} onChoose={onChoose} />
      {variant && variant.available > 1 && (
        <div className={styles.quantity}>
          <span>How many</span>
          <Stepper
            value={quantity}
            most={Math.min(99, variant.available)}
            onChange={onQuantity}
            what={product.title}
          />
        </div>
      )}
    </section>
  );
};

const BasketGoods = ({ lines }: { lines: Extract<Purchase, { kind: 'basket' }>['basket']['lines'] }) => {
  const money = useMoney();
  return (
    <ul className={styles.lines} aria-label="What you buy">
      {lines.map((line) => (
        <li key={line.variantId} className={styles.line}>
          <span>
            {line.quantity} × {line.title}
            {optionWords(line.options) && (
              <span className={styles.options}> {optionWords(line.options)}</span>
            )}
          </span>
          <span className="number">{money(line.price * line.quantity)}</span>
        </li>
      ))}
    </ul>
  );
};
