import { type ShopSettings, shopSettings } from '#contracts/shop-settings';

/** A shop's leo.json with everything at its usual value but what is said. */
export const settingsOf = (more: Record<string, unknown> = {}): ShopSettings =>
  shopSettings.parse({
    name: 'Test shop',
    currency: 'INR',
    port: 3000,
    delivery: { fee: 4_900, freeFrom: 99_900 },
    plugins: [{ name: 'cash-on-delivery', settings: {} }],
    janus: { port: 8188, rtpPorts: '20000-20199' },
    // Codes need somebody to send them; the tests of trust have that.
    trust: { codeForFirst: false, codeFrom: null },
    ...more,
  });
