import { useState } from 'react';
import type { Order } from '#contracts/orders';
import { useSession } from '../../lib/session.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { Checkout } from './checkout.tsx';
import type { Purchase } from './purchase.ts';
import { Receipt } from './receipt.tsx';

interface BuySheetProps {
  /** What is being bought; null while the sheet is closed. */
  purchase: Purchase | null;
  onClose: () => void;
}

const titleOf = (purchase: Purchase) =>
  purchase.kind === 'product' ? purchase.product.title : 'Your basket';

/** Over whatever the buyer was looking at, which goes on: choose, say where to, pay, and be back. */
export const BuySheet = ({ purchase, onClose }: BuySheetProps) => {
  const session = useSession();
  const [order, setOrder] = useState<Order | null>(null);
  /** The last one is still drawn while the sheet slides out. */
  const [last, setLast] = useState<Purchase | null>(null);
  const [open, setOpen] = useState(false);
  if (open !== (purchase !== null)) {
    setOpen(purchase !== null);
    if (purchase) setOrder(null);
  }
  if (purchase && purchase !== last) setLast(purchase);
  const shown = purchase ?? last;
  if (!shown) return null;
  return (
    <Sheet
      open={purchase !== null}
      onClose={onClose}
      title={order ? `Order ${order.number}` : titleOf(shown)}
      quietTitle={order !== null}
      detent={order ? 'fit' : 'half'}
    >
      {order && <Receipt order={order} back={shown.back} onBack={onClose} />}
      {/* The kept address decides what is asked for, so the form waits for it. */}
      {!order && !session.isLoading && (
        <Checkout purchase={shown} known={session.data?.address ?? null} onPlaced={setOrder} />
      )}
    </Sheet>
  );
};
