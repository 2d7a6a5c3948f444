import type { RunSheetEntry } from '#contracts/sales';
import { toMoney } from '#contracts/values';
import { ProductGrid } from '../product/product-card.tsx';
import { summary } from '../product/variants.ts';

/** The products of a sale as the cards they are everywhere else. */
export const RunSheetCards = ({ entries }: { entries: readonly RunSheetEntry[] }) => (
  <ProductGrid
    cards={entries.map((entry) => {
      const { cheapest, most, available } = summary(entry);
      return {
        id: entry.productId,
        slug: entry.slug,
        title: entry.title,
        image: entry.image,
        price: cheapest?.price ?? toMoney(0),
        priceMost: toMoney(most),
        compareAt: cheapest?.compareAt ?? null,
        soldOut: available < 1,
        seller: { id: '', name: '' },
      };
    })}
  />
);
