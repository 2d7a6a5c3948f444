import type { Basket } from '#contracts/orders';
import { optionWords } from '../../lib/format.ts';
import { Link } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import { ActionError } from '../../ui/states.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import styles from './basket-lines.module.css';
import { usePutLine } from './use-basket.ts';

type Line = Basket['lines'][number];

export const BasketLines = ({ lines }: { lines: readonly Line[] }) => (
  <ul>
    {lines.map((line) => (
      <BasketLine key={line.variantId} line={line} />
    ))}
  </ul>
);

const BasketLine = ({ line }: { line: Line }) => {
  const put = usePutLine();
  const set = (quantity: number) => put.mutate({ variantId: line.variantId, quantity });
  return (
    <li className={styles.line}>
      <Picture className={styles.picture} image={line.image} alt="" sizes="6rem" />
      <div className={styles.words}>
        <h2 className={styles.title}>
          <Link href={`/products/${line.slug}`}>{line.title}</Link>
        </h2>
        {optionWords(line.options) && <p className={styles.options}>{optionWords(line.options)}</p>}
        <Price amount={line.price} was={line.compareAt} size="row" />
        {line.available < line.quantity && (
          <p className={styles.short}>{line.available > 0 ? `Only ${line.available} left` : 'Sold out'}</p>
        )}
        <div className={styles.tools}>
          <Stepper
            value={line.quantity}
            most={Math.min(99, line.available)}
            what={line.title}
            onChange={set}
          />
          <Button look="quiet" onClick={() => set(0)} aria-label={`Take out ${line.title}`}>
            Take out
          </Button>
        </div>
        <ActionError failure={put.error} />
      </div>
    </li>
  );
};
