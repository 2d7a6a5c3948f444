import type { Courier } from '../../../sdk/index.ts';

/** Who brings the shop's parcels; plugins bring them in. */
export interface Couriers {
  /** Refuses a second one of the same id. */
  register(courier: Courier): void;
  find(id: string): Courier | undefined;
  all(): readonly Courier[];
}

export const openCouriers = (): Couriers => {
  const known = new Map<string, Courier>();
  return {
    register: (courier) => {
      if (known.has(courier.id)) throw new Error(`Two plugins bring the courier ${courier.id}`);
      known.set(courier.id, courier);
    },
    find: (id) => known.get(id),
    all: () => [...known.values()],
  };
};
