import { lazy, Suspense, useState } from 'react';
import type { LiveState } from '#contracts/live';
import { moment } from '../../lib/format.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { RunSheet } from './products-panel.tsx';
import styles from './room-sheets.module.css';

const BuySheet = lazy(() => import('../buy/buy-sheet.tsx').then(({ BuySheet }) => ({ default: BuySheet })));

export type SheetName = 'products' | 'seller';

interface RoomSheetsProps {
  live: LiveState;
  sheet: SheetName | null;
  onClose: () => void;
  onBuy: (productId: string) => void;
  /** The product being bought. */
  buying: string | null;
  onBought: () => void;
}

/** Everything that opens over the video, which goes on playing above it. */
export const RoomSheets = ({ live, sheet, onClose, onBuy, buying, onBought }: RoomSheetsProps) => {
  const [asked, setAsked] = useState(false);
  if (buying && !asked) setAsked(true);
  const product = live.runSheet.find((entry) => entry.productId === buying);
  const purchase =
    product && ({ kind: 'product', product, saleId: live.saleId, back: 'Back to the sale' } as const);
  return (
    <>
      <Sheet open={sheet === 'products'} onClose={onClose} title="In this sale">
        <RunSheet live={live} onBuy={onBuy} />
      </Sheet>
      <Sheet open={sheet === 'seller'} onClose={onClose} title={live.seller.name}>
        <p>{live.title}</p>
        {live.startedAt !== null && (
          <p className={styles.since}>
            Live since {moment(live.startedAt, live.startedAt).replace('today at ', '')}
          </p>
        )}
        <ButtonLink href={`/search?seller=${live.seller.id}`} wide>
          All products of {live.seller.name}
        </ButtonLink>
      </Sheet>
      {asked && (
        <Suspense>
          <BuySheet purchase={purchase ?? null} onClose={onBought} />
        </Suspense>
      )}
    </>
  );
};
