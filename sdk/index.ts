export { type EventName, type EventPayload, events } from './events.ts';
export { definePlugin, type Host, type Plugin } from './plugin.ts';
export type { Courier, Parcel, RemittanceRow, Tracking } from './ports/courier.ts';
export type { Message, MessageSender } from './ports/message.ts';
export {
  type Authorisation,
  type Checkout,
  KeysRefused,
  type News,
  type OnlinePayments,
  type PaymentProvider,
  type PaymentRequest,
  type ProviderDispute,
  type ProviderPayment,
  type ProviderRefund,
  ProviderRefusal,
  type ProviderTransfer,
  type SettlementLine,
  type Share,
  type Transfers,
  UnknownOutcome,
} from './ports/payment.ts';
