export { type EventName, type EventPayload, events } from './events.ts';
export { definePlugin, type Host, type Plugin } from './plugin.ts';
export type { Authorisation, PaymentProvider, PaymentRequest } from './ports/payment.ts';
