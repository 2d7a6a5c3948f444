import { useEffect } from 'react';
import type { LiveState } from '#contracts/live';
import { plural } from '../../lib/format.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import styles from './ended.module.css';
import { RunSheetCards } from './run-sheet-cards.tsx';
import { useSale } from './use-sales.ts';

/** What sold, and that all of it can still be bought. */
export const Ended = ({ live }: { live: LiveState }) => {
  const { data, refetch } = useSale(live.saleId);
  // The recap is there only once the sale has ended; what was fetched before does not have it.
  useEffect(() => void refetch(), [refetch]);
  const sold = data?.recap?.sold.filter(({ units }) => units > 0) ?? [];
  const units = sold.reduce((sum, product) => sum + product.units, 0);
  return (
    <Page title={live.title}>
      <section className={styles.recap}>
        <p className={styles.seller}>{live.seller.name}</p>
        <h1>{live.title} has ended</h1>
        {units > 0 && <p className={styles.sum}>{plural(units, 'piece')} sold</p>}
        {sold.length > 0 && (
          <ul className={styles.sold}>
            {sold.map((product) => (
              <li key={product.productId}>
                <span>{product.title}</span>
                <span className="number">{product.units} sold</span>
              </li>
            ))}
          </ul>
        )}
        <ButtonLink href={`/search?seller=${live.seller.id}`}>More from {live.seller.name}</ButtonLink>
      </section>
      {live.runSheet.length > 0 && (
        <section aria-labelledby="still">
          <h2 id="still" className={styles.heading}>
            Shown in this sale
          </h2>
          <RunSheetCards entries={live.runSheet} />
        </section>
      )}
    </Page>
  );
};
