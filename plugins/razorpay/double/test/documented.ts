/**
 * The shapes of Razorpay's documented samples: which keys an answer has, and of which type each is. `a|b` is either;
 * `?` behind a key means that some samples have it; `notes` is an object, or an empty list where there are none.
 */
export type Shape = { [key: string]: string | Shape | [Shape] };

export const order: Shape = {
  id: 'order_',
  entity: '=order',
  amount: 'integer',
  amount_paid: 'integer',
  amount_due: 'integer',
  currency: 'string',
  receipt: 'string|null',
  offer_id: 'null',
  status: '=created|=attempted|=paid',
  attempts: 'integer',
  notes: 'notes',
  created_at: 'integer',
};

export const payment: Shape = {
  id: 'pay_',
  entity: '=payment',
  amount: 'integer',
  currency: 'string',
  status: '=created|=authorized|=captured|=refunded|=failed',
  order_id: 'order_|null',
  invoice_id: 'null',
  international: 'boolean',
  method: 'string',
  amount_refunded: 'integer',
  refund_status: '=partial|=full|null',
  captured: 'boolean',
  description: 'string|null',
  card_id: 'card_|null',
  'card?': {
    id: 'card_',
    entity: '=card',
    name: 'string',
    last4: 'string',
    network: 'string',
    type: 'string',
    issuer: 'string|null',
    international: 'boolean',
    emi: 'boolean',
    sub_type: 'string',
    token_iin: 'null',
  },
  bank: 'string|null',
  wallet: 'string|null',
  vpa: 'string|null',
  email: 'string|null',
  contact: 'string|null',
  notes: 'notes',
  fee: 'integer|null',
  tax: 'integer|null',
  error_code: 'string|null',
  error_description: 'string|null',
  error_source: 'string|null',
  error_step: 'string|null',
  error_reason: 'string|null',
  acquirer_data: 'object',
  created_at: 'integer',
  'upi?': 'object',
};

export const refund: Shape = {
  id: 'rfnd_',
  entity: '=refund',
  amount: 'integer',
  currency: 'string',
  payment_id: 'pay_',
  notes: 'notes',
  receipt: 'string|null',
  acquirer_data: { arn: 'string|null' },
  created_at: 'integer',
  batch_id: 'null',
  status: '=pending|=processed|=failed',
  speed_processed: '=normal|=instant',
  speed_requested: '=normal|=optimum',
};

export const transfer: Shape = {
  id: 'trf_',
  entity: '=transfer',
  status: '=created|=pending|=processed|=failed|=reversed|=partially_reversed',
  settlement_status: '=pending|=on_hold|=settled|null',
  source: 'order_|pay_|acc_',
  recipient: 'acc_',
  amount: 'integer',
  currency: 'string',
  amount_reversed: 'integer',
  notes: 'notes',
  linked_account_notes: 'list',
  fees: 'integer',
  tax: 'integer',
  on_hold: 'boolean',
  on_hold_until: 'integer|null',
  recipient_settlement_id: 'setl_|null',
  created_at: 'integer',
  processed_at: 'integer|null',
  error: {
    code: 'string|null',
    description: 'string|null',
    field: 'null',
    source: 'string|null',
    step: 'string|null',
    reason: 'string|null',
    metadata: 'null',
  },
};

export const reversal: Shape = {
  id: 'rvrsl_',
  entity: '=reversal',
  transfer_id: 'trf_',
  amount: 'integer',
  fee: 'integer',
  tax: 'integer',
  currency: 'string',
  notes: 'notes',
  initiator_id: 'string',
  customer_refund_id: 'rfnd_|null',
  created_at: 'integer',
};

export const settlement: Shape = {
  id: 'setl_',
  entity: '=settlement',
  amount: 'integer',
  status: '=processed',
  fees: 'integer',
  tax: 'integer',
  utr: 'string',
  created_at: 'integer',
};

export const reconRow: Shape = {
  entity_id: 'string',
  type: '=payment|=refund|=transfer|=adjustment',
  debit: 'integer',
  credit: 'integer',
  amount: 'integer',
  currency: 'string',
  fee: 'integer',
  tax: 'integer',
  on_hold: 'boolean',
  settled: 'boolean',
  created_at: 'integer',
  settled_at: 'integer',
  settlement_id: 'setl_',
  posted_at: 'null',
  credit_type: '=default',
  description: 'string|null',
  notes: 'string|null',
  payment_id: 'pay_|null',
  settlement_utr: 'string|null',
  order_id: 'order_|null',
  order_receipt: 'string|null',
  method: 'string|null',
  card_network: 'string|null',
  card_issuer: 'string|null',
  card_type: 'string|null',
  dispute_id: 'disp_|null',
};

const proof = 'list|null';
export const dispute: Shape = {
  id: 'disp_',
  entity: '=dispute',
  payment_id: 'pay_',
  amount: 'integer',
  currency: 'string',
  amount_deducted: 'integer',
  reason_code: 'string',
  respond_by: 'integer',
  status: '=open|=under_review|=won|=lost|=closed',
  phase: 'string',
  created_at: 'integer',
  evidence: {
    amount: 'integer',
    summary: 'string|null',
    shipping_proof: proof,
    billing_proof: proof,
    cancellation_proof: proof,
    customer_communication: proof,
    proof_of_service: proof,
    explanation_letter: proof,
    refund_confirmation: proof,
    access_activity_log: proof,
    refund_cancellation_policy: proof,
    term_and_conditions: proof,
    others: proof,
    submitted_at: 'integer|null',
  },
};

export const rtoReview: Shape = {
  risk_tier: '=high|=medium|=low',
  rto_reasons: [{ reason: 'string', description: 'string', bucket: 'string' }],
};

export const fulfillment: Shape = {
  entity: '=order.fulfillment',
  order_id: 'string',
  payment_method: 'string|null',
  shipping: 'object',
};

export const failure: Shape = {
  code: '=BAD_REQUEST_ERROR|=GATEWAY_ERROR|=SERVER_ERROR',
  description: 'string',
  source: 'string',
  step: 'string',
  reason: 'string',
  metadata: 'object',
  'field?': 'string',
};

export const listOf = (item: Shape): Shape => ({ entity: '=collection', count: 'integer', items: [item] });

export const event = (parts: Record<string, Shape>): Shape => ({
  entity: '=event',
  account_id: 'acc_',
  event: 'string',
  contains: 'list',
  payload: Object.fromEntries(Object.entries(parts).map(([name, entity]) => [name, { entity }])),
  created_at: 'integer',
});

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kinds: Record<string, (value: unknown) => boolean> = {
  integer: (value) => Number.isSafeInteger(value),
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  object: isPlain,
  list: (value) => Array.isArray(value),
  notes: (value) => isPlain(value) || (Array.isArray(value) && value.length === 0),
};

/** `=word` is that word, `order_` an id of that kind, else a type. */
const isOf = (kind: string, value: unknown): boolean => {
  if (kind.startsWith('=')) return value === kind.slice(1);
  if (kind.endsWith('_'))
    return typeof value === 'string' && new RegExp(`^${kind}[A-Za-z0-9]{14}$`).test(value);
  return kinds[kind]?.(value) === true;
};

const differencesOf = (value: unknown, shape: string | Shape | [Shape], at: string): string[] => {
  if (typeof shape === 'string')
    return shape.split('|').some((kind) => isOf(kind, value))
      ? []
      : [`${at} is ${JSON.stringify(value)}, documented as ${shape}`];
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((one, index) => differencesOf(one, shape[0], `${at}[${index}]`));
  }
  return isPlain(value) ? differences(value, shape, `${at}.`) : [`${at} is no object`];
};

/** What is not as documented; nothing where all is. */
export const differences = (value: unknown, shape: Shape, at = ''): string[] => {
  if (!isPlain(value)) return [`${at || 'the answer'} is no object`];
  const names = Object.keys(shape).map((name) => name.replace('?', ''));
  const extra = Object.keys(value).filter((name) => !names.includes(name));
  const wrong = Object.entries(shape).flatMap(([key, of]) => {
    const name = key.replace('?', '');
    if (name in value) return differencesOf(value[name], of, `${at}${name}`);
    return key.endsWith('?') ? [] : [`${at}${name} is missing`];
  });
  return [...extra.map((name) => `${at}${name} is not documented`), ...wrong];
};
