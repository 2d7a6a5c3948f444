import type { Books } from './state/books.ts';
import type { Dispute, Order, Payment, Refund, Settlement, Transfer } from './state/entities.ts';
import type { VirtualClock } from './state/virtual-clock.ts';

/** What an event is about; each is shown in its payload as it is at this moment. */
export interface About {
  payment?: Payment | undefined;
  order?: Order | undefined;
  refund?: Refund | undefined;
  transfer?: Transfer | undefined;
  settlement?: Settlement | undefined;
  dispute?: Dispute | undefined;
}

/** What every rule works on. */
export interface World {
  books: Books;
  clock: VirtualClock;
  /** 0…1, the same row of numbers for the same seed. */
  random(): number;
  /** Tells the shop's webhook. */
  emit(name: string, about: About): void;
}
