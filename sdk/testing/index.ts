export { describePaymentProvider, type PaymentProviderCase } from './payment-provider.ts';
