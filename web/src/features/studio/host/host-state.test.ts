import { describe, expect, it } from 'vitest';
import type { OrderArrived } from '#contracts/live';
import type { Order } from '#contracts/orders';
import type { Row } from '../../live/room-state.ts';
import { emptyHost, type HostEvent, host, isQuestion, tally } from './host-state.ts';
import { pricesNow, stockNow } from './undo.ts';

const run = (...events: HostEvent[]) => events.reduce(host, emptyHost);

const arrived = (orderId: string, total: number, at = 1): HostEvent => ({
  type: 'arrived',
  order: {
    saleId: 'sale',
    orderId,
    number: `LEO-${orderId}`,
    at,
    total,
    city: 'Pune',
    lines: [{ title: 'Kurta', options: { size: 'M' }, quantity: 2 }],
  } satisfies OrderArrived,
});

const listed = (...orders: { id: string; total: number; state?: Order['state']; placedAt?: number }[]) =>
  ({
    type: 'listed',
    orders: orders.map((order) => ({
      state: 'confirmed',
      placedAt: 1,
      number: `LEO-${order.id}`,
      address: { city: 'Jaipur' },
      lines: [],
      ...order,
    })) as unknown as Order[],
  }) satisfies HostEvent;

const line = (id: string, text: string, isHost = false): Row => ({
  kind: 'line',
  id,
  at: 1,
  name: 'Meera',
  host: isHost,
  text,
});

describe('the orders of a sale', () => {
  it('arrive newest first, with what was bought', () => {
    const { orders } = run(arrived('a', 100, 1), arrived('b', 250, 2));
    expect(orders.map((order) => order.id)).toEqual(['b', 'a']);
    expect(orders[0]?.goods).toEqual(['2 × Kurta · M']);
  });

  it('count once, though the socket and the list both tell of them', () => {
    const { orders } = run(
      arrived('a', 100),
      listed({ id: 'a', total: 100 }, { id: 'b', total: 50 }),
      arrived('a', 100),
    );
    expect(tally(orders)).toEqual({ count: 2, total: 150 });
  });

  it('stay marked as new after the list was fetched again', () => {
    const { orders } = run(arrived('a', 100), listed({ id: 'a', total: 100 }, { id: 'b', total: 50 }));
    expect(orders.filter((order) => order.fresh).map((order) => order.id)).toEqual(['a']);
  });

  it('that arrived after the list was asked for are kept', () => {
    expect(tally(run(arrived('late', 70), listed({ id: 'a', total: 30 })).orders)).toEqual({
      count: 2,
      total: 100,
    });
  });

  it('leave the total when they are cancelled', () => {
    const state = run(
      arrived('a', 100),
      arrived('b', 40),
      listed({ id: 'a', total: 100, state: 'cancelled' }),
    );
    expect(tally(state.orders)).toEqual({ count: 1, total: 40 });
  });
});

describe('the questions of a sale', () => {
  it('are the lines of buyers that end with a question mark', () => {
    expect(isQuestion('Is the border zari or thread?')).toBe(true);
    expect(isQuestion('क्या यह सूती है ? ')).toBe(true);
    expect(isQuestion('lovely')).toBe(false);
    const { questions } = run({
      type: 'rows',
      rows: [line('1', 'Is it cotton?'), line('2', 'lovely'), line('3', 'Shall I show the pallu?', true)],
    });
    expect(questions.map((question) => question.id)).toEqual(['1']);
  });

  it('stay when the chat has scrolled on, until they are answered', () => {
    const asked = run(
      { type: 'rows', rows: [line('1', 'Price?')] },
      { type: 'rows', rows: [line('2', 'ok')] },
    );
    expect(asked.questions).toHaveLength(1);
    expect(host(asked, { type: 'answered', id: '1' }).questions).toEqual([]);
  });
});

describe('the most watching at once', () => {
  it('only grows', () => {
    const numbers = [3, 12, 7].map((watching): HostEvent => ({ type: 'watching', watching }));
    expect(run(...numbers).peak).toBe(12);
  });
});

describe('taking a change back', () => {
  const entry = {
    productId: 'p',
    variants: [
      { id: 'm', price: 150_000 as never, live: true, available: 4 },
      { id: 'l', price: 189_900 as never, live: false, available: 2 },
    ],
  };

  it('brings back the live price where there was one, else the usual price', () => {
    expect(pricesNow(entry)).toEqual({
      kind: 'prices',
      productId: 'p',
      prices: [
        { variantId: 'm', price: 150_000 },
        { variantId: 'l', price: null },
      ],
    });
    expect(pricesNow(entry, 'l')).toMatchObject({ prices: [{ variantId: 'l', price: null }] });
  });

  it('brings back the stock', () => {
    expect(stockNow(entry, 'm')).toMatchObject({ kind: 'stock', variantId: 'm', available: 4 });
    expect(stockNow(entry, 'gone')).toBeNull();
  });

  it('is offered for the last change only', () => {
    const undo = (id: number): HostEvent => ({
      type: 'changed',
      undo: { id, words: 'Price changed', restore: pricesNow(entry) },
    });
    const state = run(undo(1), undo(2));
    expect(host(state, { type: 'settled', id: 1 }).undo?.id).toBe(2);
    expect(host(state, { type: 'settled', id: 2 }).undo).toBeNull();
  });
});
