import { describePaymentProvider } from 'leo-live/sdk/testing';
import { afterAll } from 'vitest';
import { openShop, startRig } from './test/rig.ts';

const rig = await startRig();
afterAll(() => rig.stop());

const lost = { capture: 'POST /payments/:id/capture', refund: 'POST /payments/:id/refund' };

describePaymentProvider('Razorpay', {
  open: () => openShop(rig.double),
  declined: 99,
  payer: {
    pay: async ({ reference }) => ({ ...(await rig.control.pay({ order_id: reference })) }),
    news: rig.newsOf,
    lose: async (call) => void (await rig.control.faults.add({ route: lost[call], fault: 'F2' })),
    heal: () => rig.control.faults.clear(),
  },
});
