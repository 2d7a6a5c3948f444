import Razorpay from 'razorpay';
import { describe, expect, it } from 'vitest';
import { type Maker, proveSdk, realBaseUrl } from './sdk.ts';

const here = 'http://127.0.0.1:4';
type Keys = ConstructorParameters<Maker>[0];

describe('the SDK, looked at when the shop starts', () => {
  it('does as it is told', async () => {
    await expect(proveSdk(realBaseUrl, 10_000)).resolves.toBeUndefined();
    await expect(proveSdk(here, 10_000)).resolves.toBeUndefined();
  });

  it('is refused loudly where a new one has another kind of HTTP client', async () => {
    class WithFetch {
      readonly api = {};
    }
    await expect(proveSdk(here, 1_000, WithFetch)).rejects.toThrow(/HTTP client is not to be found/);
  });

  it('is refused loudly where a new one has the address built in', async () => {
    class Stubborn extends Razorpay {
      constructor(keys: Keys) {
        super(keys);
        const { api } = this as unknown as { api: { rq: { post: unknown } } };
        const post = (api.rq.post as (url: string, body: object) => Promise<unknown>).bind(api.rq);
        api.rq.post = (url: string, body: object) => post(realBaseUrl + url, body);
      }
    }
    await expect(proveSdk(here, 1_000, Stubborn)).rejects.toThrow(/does not call the address it is given/);
  });

  it('is refused loudly where a new one calls by other means', async () => {
    class Elsewhere extends Razorpay {
      constructor(keys: Keys) {
        super(keys);
        Object.assign(this, { orders: { create: async () => ({ id: 'order_00000000000000' }) } });
      }
    }
    await expect(proveSdk(here, 1_000, Elsewhere)).rejects.toThrow(/did not reach its HTTP client/);
  });
});
