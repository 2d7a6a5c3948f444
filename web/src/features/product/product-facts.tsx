import type { Product } from '#contracts/catalog';
import { Link } from '../../lib/router.ts';
import { useMoney, useShop } from '../../lib/shop.ts';
import { LiveTag } from '../../ui/live-tag.tsx';
import { Price } from '../../ui/price.tsx';
import { Stock } from '../../ui/stock.tsx';
import { deliveryWords } from '../buy/totals.ts';
import { useSales } from '../live/use-sales.ts';
import { OptionPicker } from './option-picker.tsx';
import styles from './product-facts.module.css';
import { type Choice, chosenVariant, summary } from './variants.ts';

interface ProductFactsProps {
  product: Product;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

/** Price, delivery and cash on delivery stand before the choice of a variant. */
export const ProductFacts = ({ product, choice, onChoose }: ProductFactsProps) => {
  const { cheapest } = summary(product);
  const variant = chosenVariant(product, choice);
  const shown = variant ?? cheapest;
  return (
    <div className={styles.facts}>
      <div>
        <p className={styles.seller}>
          <Link href={`/search?seller=${product.seller.id}`}>{product.seller.name}</Link>
        </p>
        <h1>{product.title}</h1>
      </div>
      {shown && (
        <p className={styles.price}>
          <Price amount={shown.price} was={shown.compareAt} size="large" />
          {shown.live && <span className={styles.live}>Live price</span>}
        </p>
      )}
      <Terms />
      <OnAir sellerId={product.seller.id} />
      <div>
        <OptionPicker product={product} choice={choice} onChoose={onChoose} />
        {shown && (
          <p className={styles.stock} aria-live="polite">
            <Stock available={shown.available} />
          </p>
        )}
      </div>
    </div>
  );
};

const Terms = () => {
  const shop = useShop().data;
  const money = useMoney();
  if (!shop) return null;
  return (
    <ul className={styles.terms}>
      <li>{deliveryWords(shop.delivery, money)}</li>
      {shop.payments.map((method) => (
        <li key={method.id}>
          {method.title}
          {method.fee > 0 && ` +${money(method.fee)}`}
        </li>
      ))}
    </ul>
  );
};

/** The seller can be asked right now. */
const OnAir = ({ sellerId }: { sellerId: string }) => {
  const sale = useSales('live').data?.find(({ seller }) => seller.id === sellerId);
  if (!sale) return null;
  return (
    <Link href={`/live/${sale.id}`} className={styles.onAir}>
      <LiveTag />
      <span>Ask {sale.seller.name} in the sale</span>
    </Link>
  );
};
