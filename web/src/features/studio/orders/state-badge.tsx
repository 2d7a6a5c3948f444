import type { OrderState } from '#contracts/orders';
import type { IconName } from '../../../ui/icon.tsx';
import { Badge, type Tone } from '../parts/badge.tsx';
import { sellerWords } from './moves.ts';

const looks: Record<OrderState, { tone: Tone; icon: IconName }> = {
  reserved: { tone: 'plain', icon: 'clock' },
  'awaiting-payment': { tone: 'plain', icon: 'clock' },
  confirmed: { tone: 'busy', icon: 'bag' },
  packed: { tone: 'busy', icon: 'tag' },
  shipped: { tone: 'plain', icon: 'arrow' },
  delivered: { tone: 'good', icon: 'check' },
  completed: { tone: 'good', icon: 'check' },
  cancelled: { tone: 'bad', icon: 'close' },
  returned: { tone: 'bad', icon: 'back' },
  rto: { tone: 'bad', icon: 'back' },
};

export const StateBadge = ({ state }: { state: OrderState }) => (
  <Badge {...looks[state]}>{sellerWords[state]}</Badge>
);
