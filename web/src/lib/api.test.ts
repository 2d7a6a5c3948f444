import { afterEach, describe, expect, it, vi } from 'vitest';
import { getProduct, listProducts } from '#contracts/catalog';
import { placeOrder } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import { type ApiRefusal, call, codeOf, fieldErrorsOf, sentenceOf, toQueryString, toRefusal } from './api.ts';

const reply = (status: number, body: unknown) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
const answering = (response: Response) => {
  const fetched = vi.fn(async (_address: string, _init: RequestInit) => response.clone());
  vi.stubGlobal('fetch', fetched);
  return fetched;
};
const refusedBy = (response: Response) => {
  answering(response);
  return call(getProduct, { params: { product: 'saree' } }).catch(
    (failure: unknown) => failure as ApiRefusal,
  );
};

afterEach(() => vi.unstubAllGlobals());

describe('calling the shop', () => {
  it('fills the address, repeats a filter with several values and leaves out what is empty', async () => {
    const fetched = answering(reply(200, { items: [] }));
    await call(listProducts, { query: { q: '', size: ['M', 'L'], cursor: undefined } });
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/products?size=M&size=L');
    await call(getProduct, { params: { product: 'a/b' } });
    expect(fetched.mock.calls[1]?.[0]).toBe('/api/products/a%2Fb');
    expect(toQueryString({})).toBe('');
  });

  it('shows that the request is the shop’s own and names what it means to do once', async () => {
    const fetched = answering(reply(200, {}));
    const address = {
      name: 'Meera',
      phone: '9876543210',
      pin: '411001',
      line: '4 Lane',
      city: 'Pune',
      state: 'Maharashtra',
    };
    await call(placeOrder, {
      key: 'once-only',
      body: {
        lines: [{ variantId: 'v', quantity: 1 }],
        address,
        payment: 'cash-on-delivery',
        expectedTotal: toMoney(100),
      },
    });
    expect(fetched.mock.calls[0]?.[1].headers).toMatchObject({
      'x-leo-csrf': '1',
      'idempotency-key': 'once-only',
      'content-type': 'application/json',
    });
  });

  it('hands on the shop’s refusal with its code, its sentence and its details', async () => {
    const refusal = await refusedBy(
      reply(409, {
        error: {
          code: 'stock.sold-out',
          message: 'Someone else bought the last one.',
          details: { variantId: 'v' },
        },
      }),
    );
    expect(codeOf(refusal)).toBe('stock.sold-out');
    expect(sentenceOf(refusal)).toBe('Someone else bought the last one.');
    expect(refusal).toMatchObject({ status: 409, details: { variantId: 'v' } });
  });

  it('makes a refusal of whatever a proxy answers', async () => {
    expect(codeOf(await refusedBy(reply(502, '<html>Bad gateway</html>')))).toBe('request.failed');
    expect(codeOf(await refusedBy(reply(503, 'try later')))).toBe('shop.busy');
    expect((await toRefusal(reply(500, '{}'))).message).toMatch(/^The shop did not answer/);
  });

  it('says that the shop cannot be reached when the network is gone', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    const refusal = await call(getProduct, { params: { product: 'saree' } }).catch(
      (failure: unknown) => failure,
    );
    expect(codeOf(refusal)).toBe('network.unreachable');
  });

  it('finds the fields that were not right', async () => {
    const details = { fields: [{ path: 'address.phone', message: 'is not a phone number' }] };
    const refusal = await refusedBy(
      reply(422, { error: { code: 'request.invalid', message: 'No.', details } }),
    );
    expect(fieldErrorsOf(refusal)).toEqual({ phone: 'is not a phone number' });
    expect(fieldErrorsOf(new Error('other'))).toEqual({});
  });
});
