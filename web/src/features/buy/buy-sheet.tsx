import { Suspense, useState } from 'react';
import type { Order } from '#contracts/orders';
import { fetched } from '../../lib/fetched.ts';
import { useSession } from '../../lib/session.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { Checkout } from './checkout.tsx';
import type { Purchase } from './purchase.ts';
import { Receipt } from './receipt.tsx';

/** Fetched when there is something to wait for: whoever pays the courier never needs it. */
const Paying = fetched(() => import('../pay/paying.tsx'), 'Paying');

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
  const [orders, setOrders] = useState<readonly Order[]>([]);
  const [order] = orders;
  const waits = order?.state === 'awaiting-payment';
  /** The last one is still drawn while the sheet slides out. */
  const [last, setLast] = useState<Purchase | null>(null);
  const [open, setOpen] = useState(false);
  if (open !== (purchase !== null)) {
    setOpen(purchase !== null);
    if (purchase) setOrders([]);
  }
  if (purchase && purchase !== last) setLast(purchase);
  const shown = purchase ?? last;
  if (!shown) return null;
  return (
    <Sheet
      open={purchase !== null}
      onClose={onClose}
      title={order ? `Order ${order.number}` : titleOf(shown)}
      quietTitle={order !== undefined && !waits}
      detent={order && !waits ? 'fit' : 'half'}
    >
      {order && !waits && <Receipt orders={orders} back={shown.back} onBack={onClose} />}
      {order && waits && (
        <Suspense>
          <Paying
            order={order}
            onEnded={(end) => setOrders([end, ...orders.slice(1)])}
            onGivenUp={() => setOrders([])}
          />
        </Suspense>
      )}
      {/* The kept address decides what is asked for, so the form waits for it. */}
      {!order && !session.isLoading && (
        <Checkout purchase={shown} known={session.data?.address ?? null} onPlaced={setOrders} />
      )}
    </Sheet>
  );
};
