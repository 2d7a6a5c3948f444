export { type CourierCase, describeCourier } from './courier.ts';
export { describeMessageSender, type MessageSenderCase } from './message-sender.ts';
export type { Delivery, Payer } from './online-payments.ts';
export { describePaymentProvider, type PaymentProviderCase } from './payment-provider.ts';
export { testHost } from './test-host.ts';
