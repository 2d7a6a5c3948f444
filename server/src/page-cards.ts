import type { PageCard } from './kernel/http/pages.ts';
import type { CatalogApi } from './modules/catalog/index.ts';
import type { SalesApi } from './modules/sales/index.ts';

type Pictured = { id: string; widths: readonly number[] } | null | undefined;

/** WebP, since some messengers that show links read no AVIF. */
const pictureOf = (image: Pictured): string | undefined =>
  image
    ? `/media/${image.id}/${image.widths.findLast((width) => width <= 960) ?? image.widths[0]}.webp`
    : undefined;

/** What a shared link shows: the product, or the sale. */
export const pageCards =
  (catalog: Pick<CatalogApi, 'product'>, sales: Pick<SalesApi, 'find'>) =>
  async (path: string): Promise<PageCard | undefined> => {
    const [, kind, name] = /^\/(products|live)\/([^/]{1,200})$/.exec(path) ?? [];
    if (kind === 'products' && name) {
      const product = await catalog.product(decodeURIComponent(name));
      return (
        product && {
          title: product.title,
          description: product.description.slice(0, 200),
          image: pictureOf(product.images[0]),
        }
      );
    }
    const sale = kind === 'live' && name ? await sales.find(name) : undefined;
    return (
      sale && {
        title: sale.title,
        description: `${sale.seller.name} ${sale.state === 'live' ? 'is live now' : 'sells live'}`,
        image: pictureOf(sale.cover),
      }
    );
  };
