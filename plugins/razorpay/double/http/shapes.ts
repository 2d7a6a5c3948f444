import type {
  Dispute,
  LinkedAccount,
  Notes,
  Order,
  Payment,
  Refund,
  Reversal,
  Settlement,
  Transfer,
} from '../state/entities.ts';

/** The answers, key by key as documented. */

// PHP cannot tell an empty object from an empty list, and Razorpay answers with the list.
const notesOf = (notes: Notes): Notes | [] => (Object.keys(notes).length === 0 ? [] : notes);

export const collection = (items: readonly object[]) => ({
  entity: 'collection',
  count: items.length,
  items,
});

export const orderShape = (order: Order) => ({
  id: order.id,
  entity: 'order',
  amount: order.amount,
  amount_paid: order.amountPaid,
  amount_due: order.amount - order.amountPaid,
  currency: order.currency,
  receipt: order.receipt,
  offer_id: null,
  status: order.status,
  attempts: order.attempts,
  notes: notesOf(order.notes),
  created_at: order.createdAt,
});

const acquirerOf = ({ method, reference, authorizedAt }: Payment): Record<string, string | null> => {
  if (method === 'upi')
    return authorizedAt === null
      ? { rrn: null }
      : { rrn: reference, upi_transaction_id: `DOUBLE${reference}${reference}` };
  if (method === 'card') return { auth_code: authorizedAt === null ? null : reference.slice(-6) };
  if (method === 'wallet') return { transaction_id: authorizedAt === null ? null : reference };
  return { bank_transaction_id: authorizedAt === null ? null : reference };
};

const cardShape = (id: string) => ({
  id,
  entity: 'card',
  name: 'Test Buyer',
  last4: '1111',
  network: 'Visa',
  type: 'debit',
  issuer: null,
  international: false,
  emi: false,
  sub_type: 'consumer',
  token_iin: null,
});

const refundStatus = ({ amountRefunded, amount }: Payment): 'partial' | 'full' | null => {
  if (amountRefunded === 0) return null;
  return amountRefunded === amount ? 'full' : 'partial';
};

export const paymentShape = (payment: Payment) => ({
  id: payment.id,
  entity: 'payment',
  amount: payment.amount,
  currency: payment.currency,
  status: payment.status,
  order_id: payment.orderId,
  invoice_id: null,
  international: false,
  method: payment.method,
  amount_refunded: payment.amountRefunded,
  refund_status: refundStatus(payment),
  captured: payment.captured,
  description: payment.description,
  card_id: payment.cardId,
  ...(payment.cardId === null ? {} : { card: cardShape(payment.cardId) }),
  bank: payment.bank,
  wallet: payment.wallet,
  vpa: payment.vpa,
  email: payment.email,
  contact: payment.contact,
  notes: notesOf(payment.notes),
  fee: payment.fee,
  tax: payment.tax,
  error_code: payment.error?.code ?? null,
  error_description: payment.error?.description ?? null,
  error_source: payment.error?.source ?? null,
  error_step: payment.error?.step ?? null,
  error_reason: payment.error?.reason ?? null,
  acquirer_data: acquirerOf(payment),
  created_at: payment.createdAt,
  ...(payment.method === 'upi' ? { upi: { vpa: payment.vpa } } : {}),
});

export const refundShape = (refund: Refund) => ({
  id: refund.id,
  entity: 'refund',
  amount: refund.amount,
  currency: refund.currency,
  payment_id: refund.paymentId,
  notes: notesOf(refund.notes),
  receipt: refund.receipt,
  acquirer_data: { arn: refund.arn },
  created_at: refund.createdAt,
  batch_id: null,
  status: refund.status,
  speed_processed: 'normal',
  speed_requested: refund.speed,
});

const transferError = (transfer: Transfer) => ({
  code: transfer.error?.code ?? null,
  description: transfer.error?.description ?? null,
  field: null,
  source: transfer.error?.source ?? null,
  step: transfer.error?.step ?? null,
  reason: transfer.error?.reason ?? null,
  metadata: null,
});

/** Null until the money is with the account: what is not processed is not settled either. */
const settlementStatus = ({ settlementId, status, onHold }: Transfer): string | null => {
  if (settlementId !== null) return 'settled';
  if (status !== 'processed' && status !== 'partially_reversed') return null;
  return onHold ? 'on_hold' : 'pending';
};

export const transferShape = (transfer: Transfer) => ({
  id: transfer.id,
  entity: 'transfer',
  status: transfer.status,
  settlement_status: settlementStatus(transfer),
  source: transfer.source,
  recipient: transfer.account,
  amount: transfer.amount,
  currency: transfer.currency,
  amount_reversed: transfer.amountReversed,
  notes: notesOf(transfer.notes),
  linked_account_notes: transfer.linkedAccountNotes,
  fees: 0,
  tax: 0,
  on_hold: transfer.onHold,
  on_hold_until: transfer.onHoldUntil,
  recipient_settlement_id: transfer.settlementId,
  created_at: transfer.createdAt,
  processed_at: transfer.processedAt,
  error: transferError(transfer),
});

export const reversalShape = (reversal: Reversal, accountId: string) => ({
  id: reversal.id,
  entity: 'reversal',
  transfer_id: reversal.transferId,
  amount: reversal.amount,
  fee: 0,
  tax: 0,
  currency: reversal.currency,
  notes: notesOf(reversal.notes),
  initiator_id: accountId.slice('acc_'.length),
  customer_refund_id: reversal.refundId,
  created_at: reversal.createdAt,
});

export const settlementShape = (settlement: Settlement) => ({
  id: settlement.id,
  entity: 'settlement',
  amount: settlement.amount,
  status: 'processed',
  fees: settlement.fees,
  tax: settlement.tax,
  utr: settlement.utr,
  created_at: settlement.createdAt,
});

export const disputeShape = (dispute: Dispute) => ({
  id: dispute.id,
  entity: 'dispute',
  payment_id: dispute.paymentId,
  amount: dispute.amount,
  currency: dispute.currency,
  amount_deducted: dispute.amountDeducted,
  reason_code: dispute.reasonCode,
  respond_by: dispute.respondBy,
  status: dispute.status,
  phase: 'chargeback',
  created_at: dispute.createdAt,
  evidence: {
    amount: dispute.amount,
    summary: dispute.summary,
    shipping_proof: null,
    billing_proof: null,
    cancellation_proof: null,
    customer_communication: null,
    proof_of_service: null,
    explanation_letter: null,
    refund_confirmation: null,
    access_activity_log: null,
    refund_cancellation_policy: null,
    term_and_conditions: null,
    others: null,
    submitted_at: dispute.submittedAt,
  },
});

export const accountShape = (account: LinkedAccount) => ({
  id: account.id,
  type: 'route',
  status: account.activated ? 'activated' : 'created',
  email: account.email,
  profile: { category: 'ecommerce', subcategory: 'fashion_and_lifestyle', addresses: {} },
  notes: [],
  created_at: account.createdAt,
  phone: '9000090000',
  business_type: 'individual',
  reference_id: null,
  legal_business_name: account.name,
  customer_facing_business_name: account.name,
});
