import { Suspense, useState } from 'react';
import type { LiveState } from '#contracts/live';
import { fetched } from '../../lib/fetched.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { AddressSection } from '../account/address-section.tsx';
import type { ChatVoice } from './chat-voice.ts';
import { RunSheet } from './products-panel.tsx';
import { SellerSheet } from './seller-sheet.tsx';

const BuySheet = fetched(() => import('../buy/buy-sheet.tsx'), 'BuySheet');

export type SheetName = 'products' | 'seller' | 'address';

interface RoomSheetsProps {
  live: LiveState;
  sheet: SheetName | null;
  onClose: () => void;
  onBuy: (productId: string) => void;
  /** The product being bought. */
  buying: string | null;
  onBought: () => void;
  voice: ChatVoice;
  onVoice: (voice: ChatVoice) => void;
}

/** Everything that opens over the video, which goes on playing above it. */
export const RoomSheets = ({
  live,
  sheet,
  onClose,
  onBuy,
  buying,
  onBought,
  voice,
  onVoice,
}: RoomSheetsProps) => {
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
      <Sheet open={sheet === 'seller'} onClose={onClose} title={live.seller.name} detent="fit">
        <SellerSheet live={live} voice={voice} onVoice={onVoice} />
      </Sheet>
      <Sheet open={sheet === 'address'} onClose={onClose} title="Where orders go" detent="full">
        <AddressSection known={null} onKept={onClose} />
      </Sheet>
      {asked && (
        <Suspense>
          <BuySheet purchase={purchase ?? null} onClose={onBought} />
        </Suspense>
      )}
    </>
  );
};
