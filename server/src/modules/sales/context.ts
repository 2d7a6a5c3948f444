import type { Broadcasts } from './broadcasts.ts';
import type { SalesDeps } from './deps.ts';
import type { Rooms } from './rooms.ts';

/** What the use cases of sales work with. */
export interface Sales extends SalesDeps {
  rooms: Rooms;
  broadcasts: Broadcasts;
}
