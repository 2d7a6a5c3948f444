import { randomUUID } from 'node:crypto';
import { owner } from './shop.ts';

interface Variant {
  id: string;
}
interface Product {
  id: string;
  title: string;
  variants: Variant[];
}

/** The seller at the shop's API, for what happens behind a visitor's back. */
export const openKeeper = async (url: string, who: { email: string; password: string } = owner) => {
  const headers = { 'content-type': 'application/json', 'x-leo-csrf': '1', origin: url };
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email: who.email, password: who.password }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const ask = async <T>(path: string, method = 'GET', body?: object): Promise<T> => {
    const answer = await fetch(url + path, {
      method,
      headers: { ...headers, cookie, 'idempotency-key': randomUUID() },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const product = async (title: string): Promise<Product> => {
    const { items } = await ask<{ items: Product[] }>('/api/studio/products?limit=100');
    const found = items.find((one) => one.title === title);
    if (!found) throw new Error(`The shop has no product ${title}`);
    return found;
  };
  return {
    ask,
    product,
    /** Schedules a sale for next week with these products; answers its id. */
    schedules: async (title: string, titles: string[]): Promise<string> => {
      const productIds = (await Promise.all(titles.map(product))).map(({ id }) => id);
      const body = { title, scheduledFor: Date.now() + 7 * 24 * 3_600_000, productIds };
      const { sale } = await ask<{ sale: { id: string } }>('/api/studio/sales', 'POST', body);
      return sale.id;
    },
    starts: (saleId: string) => ask(`/api/studio/sales/${saleId}/start`, 'POST', {}),
    ends: (saleId: string) => ask(`/api/studio/sales/${saleId}/end`, 'POST', {}),
    /** Changes price or stock of every variant of a product. */
    edits: async (title: string, change: { price?: number; stock?: number }) => {
      for (const { id } of (await product(title)).variants)
        await ask(`/api/studio/variants/${id}`, 'PATCH', change);
    },
  };
};
