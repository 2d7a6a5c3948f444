import { useCallback, useState } from 'react';
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

/** Over whatever the buyer was looking at, which goes on: choose, say where to, pay, and be back. */
export const BuySheet = ({ purchase, onClose }: BuySheetProps) => {
  const [order, setOrder] = useState<Order | null>(null);
  const session = useSession();
  const close = useCallback(() => {
    setOrder(null);
    onClose();
  }, [onClose]);
  const title = purchase?.kind === 'product' ? purchase.product.title : 'Your basket';
  return (
    <Sheet
      open={purchase !== null}
      onClose={close}
      title={order ? `Order ${order.number}` : title}
      quietTitle={order !== null}
    >
      {order && <Receipt order={order} back={purchase?.back ?? 'Back'} onBack={close} />}
      {/* The kept address decides what is asked for, so the form waits for it. */}
      {purchase && !order && !session.isPending && (
        <Checkout purchase={purchase} known={session.data?.address ?? null} onPlaced={setOrder} />
      )}
    </Sheet>
  );
};
