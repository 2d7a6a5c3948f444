import { definePlugin } from 'leo-live/sdk';
import { openRazorpay } from './provider.ts';
import { configure, secretNames, settings } from './settings.ts';
import { proveSdk } from './wire/sdk.ts';

/**
 * Paying by UPI, card and net banking at Razorpay. With wrong keys, or an SDK that is not as Leo knows it, the plugin
 * is off and says why; the shop goes on with its other ways of paying.
 */
export const plugin = definePlugin({
  id: 'razorpay',
  sdk: 1,
  settings,
  secrets: secretNames,
  setup: async (host, given) => {
    const config = configure(given, host.secret);
    await proveSdk(config.baseUrl, 10_000);
    if (config.webhookSecrets.length === 0)
      host.log.info(
        {},
        'RAZORPAY_WEBHOOK_SECRET is not set: Leo learns of payments by asking Razorpay alone',
      );
    host.payments.add(openRazorpay(config));
  },
});
