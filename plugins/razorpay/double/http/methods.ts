/** What buyers may pay with, as `GET /v1/methods` tells it. */
export const methods = {
  entity: 'methods',
  card: true,
  debit_card: true,
  credit_card: true,
  prepaid_card: true,
  card_networks: { AMEX: 0, DICL: 0, MC: 1, MAES: 1, VISA: 1, JCB: 0, RUPAY: 1, BAJAJ: 0 },
  amex: false,
  netbanking: { HDFC: 'HDFC Bank', ICIC: 'ICICI Bank', SBIN: 'State Bank of India', UTIB: 'Axis Bank' },
  wallet: { mobikwik: true },
  emi: false,
  upi: true,
  cardless_emi: [],
  paylater: [],
  upi_intent: true,
};
