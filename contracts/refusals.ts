/**
 * Every way Leo says no: the code a program reads, the HTTP status, and the sentence a person reads.
 * Codes are `noun.problem` and are promises: they are added to, not renamed.
 */
export const refusals = {
  'request.malformed': { status: 400, message: 'The request could not be read. Send valid JSON.' },
  'request.invalid': { status: 422, message: 'Some fields are not right. See details.fields.' },
  'request.bad-query': {
    status: 400,
    message: 'The address has a parameter that is not right. See details.fields.',
  },
  'request.too-large': { status: 413, message: 'The request is larger than this address takes.' },
  'request.wrong-type': { status: 415, message: 'This address does not take that content type.' },
  'request.too-many': { status: 429, message: 'Too many requests. Wait a moment and try again.' },
  'request.forged': {
    status: 403,
    message: 'The request did not come from this shop’s pages. Reload and try again.',
  },
  'request.failed': {
    status: 500,
    message: 'The shop made a mistake. It is logged under this id; please try again.',
  },
  'route.unknown': { status: 404, message: 'There is nothing at this address.' },
  'key.missing': {
    status: 400,
    message: 'This request needs an Idempotency-Key header of 8 to 128 characters.',
  },
  'key.reused': { status: 422, message: 'This Idempotency-Key was used for another request. Use a new key.' },
  'key.in-progress': {
    status: 409,
    message: 'This request is still being worked on. Ask again with the same key.',
  },
  'shop.busy': { status: 503, message: 'The shop is busy. Try again in a few seconds.' },
  'shop.stopping': { status: 503, message: 'The shop is restarting. Try again in a few seconds.' },
  'account.sign-in-first': { status: 401, message: 'Sign in first.' },
  'account.not-allowed': { status: 403, message: 'This account may not do that.' },
  'account.wrong-password': { status: 401, message: 'The e-mail or the password is not right.' },
  'account.too-many-tries': { status: 429, message: 'Too many tries. Wait before the next one.' },
  'account.email-taken': { status: 409, message: 'An account with this e-mail exists. Sign in instead.' },
  'account.weak-password': {
    status: 422,
    message: 'This password is too common. Choose one that is harder to guess.',
  },
  'account.needs-route': {
    status: 409,
    message:
      'A second seller needs one of three things first: Razorpay Route with a linked account for each seller, cash on delivery only, or the written acceptance of pooledMoney in leo.json.',
  },
  'account.unknown': { status: 404, message: 'There is no such account.' },
  'image.unreadable': {
    status: 422,
    message: 'This is not a picture we can read. Send JPEG, PNG, WebP, AVIF or GIF.',
  },
  'image.too-large': {
    status: 413,
    message: 'This picture is too large. Send one of at most 20 MB and 50 megapixels.',
  },
  'image.too-many': { status: 429, message: 'These are many pictures. Wait before the next one.' },
  'image.unknown': { status: 404, message: 'There is no such picture.' },
  'product.unknown': { status: 404, message: 'There is no such product, or it is no longer on sale.' },
  'variant.unknown': { status: 404, message: 'There is no such variant, or it is no longer on sale.' },
  'variant.exists': { status: 409, message: 'This product already has a variant with these options.' },
  'stock.sold-out': { status: 409, message: 'Someone else bought the last one.' },
  'stock.held': {
    status: 409,
    message: 'Fewer units than buyers hold cannot be set. Wait for their orders to end.',
  },
  'import.unknown': { status: 404, message: 'There is no such import.' },
  'import.empty': { status: 422, message: 'The sheet is empty.' },
  'import.not-a-sheet': {
    status: 422,
    message: 'This file is not a sheet of text. Export it as CSV and send that.',
  },
  'import.no-title-or-price': { status: 422, message: 'The sheet needs a title column and a price column.' },
  'basket.empty': { status: 409, message: 'The basket is empty.' },
  'basket.changed': {
    status: 409,
    message: 'The basket changed in another window, or was ordered there. Look at it again.',
  },
  'basket.full': { status: 409, message: 'A basket holds at most 50 different things.' },
  'order.unknown': { status: 404, message: 'There is no such order.' },
  'order.price-changed': {
    status: 409,
    message: 'The price changed while you were paying. Look at the new total and confirm.',
  },
  'order.not-for-sale': {
    status: 409,
    message: 'Something in this order is no longer on sale. Look at it again.',
  },
  'order.wrong-move': { status: 409, message: 'The order cannot go from where it is to there.' },
  'order.failed': {
    status: 409,
    message: 'The order could not be placed. Nothing was taken and nothing is owed.',
  },
  'payment.unknown-method': { status: 422, message: 'The shop does not take this way of paying.' },
  'payment.declined': { status: 402, message: 'The payment was declined. Try another way of paying.' },
  'payment.not-needed': { status: 409, message: 'This order needs no payment any more. Look at it again.' },
  'payment.not-genuine': {
    status: 400,
    message:
      'This proof of payment is not genuine for this order. If money was taken, it comes back by itself.',
  },
  'payment.too-small': {
    status: 422,
    message:
      'What is left to pay is too small for this way of paying. Pay all of it with coins, or use fewer.',
  },
  'payment.not-now': {
    status: 503,
    message: 'This way of paying does not work right now. Nothing was taken; choose another or try again.',
  },
  'payment.checking': {
    status: 409,
    message: 'The payment is still being checked with the bank. You will not be charged twice.',
  },
  'payment.not-for-these': {
    status: 409,
    message: 'This way of paying cannot be had for these goods or this address. See details.reason.',
  },
  'payment.not-captured': { status: 409, message: 'The payment of this order has not arrived yet.' },
  'payment.advance-first': {
    status: 409,
    message: 'A part of this order is to be paid beforehand. Choose how in advanceBy.',
  },
  'webhook.not-genuine': { status: 400, message: 'This message is not signed by the provider.' },
  'code.wrong': { status: 422, message: 'This code is not right. See details.triesLeft.' },
  'code.expired': {
    status: 409,
    message: 'This code has expired, or was tried too often. Ask for a new one.',
  },
  'code.too-soon': { status: 429, message: 'A code was sent a moment ago. Wait before asking for another.' },
  'coins.not-enough': { status: 409, message: 'There are fewer coins in the wallet than that.' },
  'order.expired': {
    status: 409,
    message:
      'The time to pay this order is over, and its goods are on sale again. Money that arrives late comes back.',
  },
  'order.disputed': { status: 409, message: 'This order is in dispute. It waits for the operator’s ruling.' },
  'return.unknown': { status: 404, message: 'There is no such return.' },
  'return.not-delivered': { status: 409, message: 'Only what was delivered can be sent back.' },
  'return.too-late': { status: 409, message: 'The time to send this back is over.' },
  'return.too-many': { status: 409, message: 'More units than are left of this order cannot be sent back.' },
  'return.other-price': {
    status: 409,
    message: 'It can be exchanged for another variant of the same product and price only.',
  },
  'return.wrong-move': { status: 409, message: 'The return cannot go from where it is to there.' },
  'refund.too-much': { status: 422, message: 'More than what is left of the payment cannot be given back.' },
  'refund.no-destination': {
    status: 422,
    message: 'This order was paid in cash. Say where the money goes: UPI, a bank account, or coins.',
  },
  'refund.unknown': { status: 404, message: 'There is no such refund.' },
  'appeal.open': { status: 409, message: 'An appeal is open already. The operator will answer it.' },
  'bank.missing': { status: 409, message: 'There are no bank details to pay to.' },
  'payout.unknown': { status: 404, message: 'There is no such payout.' },
  'payout.wrong-move': { status: 409, message: 'This payout is settled already.' },
  'dispute.unknown': { status: 404, message: 'There is no such dispute.' },
  'dispute.exists': { status: 409, message: 'There is a dispute about this order already.' },
  'dispute.too-late': {
    status: 409,
    message: 'This order’s money has gone to the seller. Ask for a return instead.',
  },
  'dispute.ruled': { status: 409, message: 'This dispute is ruled on already.' },
  'remittance.unknown': { status: 404, message: 'There is no such remittance.' },
  'remittance.known': { status: 409, message: 'This file was imported before. See details.remittanceId.' },
  'remittance.not-a-sheet': {
    status: 422,
    message: 'The sheet needs a column with tracking numbers (AWB) and one with amounts.',
  },
  'remittance.unknown-courier': { status: 422, message: 'The shop has no courier of this name.' },
  'cash.not-open': { status: 409, message: 'No cash of this order is with a courier.' },
  'reconciliation.unknown': { status: 404, message: 'There is no such row.' },
  'reconciliation.wrong-move': { status: 409, message: 'This cannot be done with this row any more.' },
  'run.not-stuck': { status: 409, message: 'Nothing is stuck under this id any more.' },
  'tax.prefix-taken': { status: 409, message: 'Another seller’s invoices begin with this prefix.' },
  'invoice.unknown': { status: 404, message: 'There is no such invoice.' },
  'ledger.unknown-order': { status: 404, message: 'There is no order of this id or number.' },
  'sale.unknown': { status: 404, message: 'There is no such sale.' },
  'sale.not-live': { status: 409, message: 'The sale is not live.' },
  'sale.ended': { status: 409, message: 'The sale has ended.' },
  'sale.already-live': { status: 409, message: 'This sale is live already.' },
  'sale.busy': { status: 409, message: 'This seller is live in another sale. End that one first.' },
  'sale.empty-run-sheet': { status: 409, message: 'Put at least one product into the run sheet first.' },
  'sale.not-in-run-sheet': { status: 409, message: 'This product is not in the sale’s run sheet.' },
  'price.not-lower': {
    status: 422,
    message: 'A live price must be above zero and at most ten times the usual price.',
  },
  'chat.too-fast': { status: 429, message: 'Slow down a little.' },
  'live.no-video': {
    status: 503,
    message: 'Video is not available in this shop right now. Selling goes on without it.',
  },
  'live.not-on-air': { status: 409, message: 'The seller has no video on the air yet.' },
  'live.bad-session': {
    status: 422,
    message: 'The browser’s video offer could not be used. Reload the page.',
  },
  'live.other-host': {
    status: 409,
    message: 'This sale is being sent from another window. Take over or close that one.',
  },
} as const satisfies Record<string, { status: number; message: string }>;

export type RefusalCode = keyof typeof refusals;

/** What a refused request gets, over HTTP and as a socket's answer alike. */
export interface RefusalReply {
  error: { code: RefusalCode; message: string; details?: Record<string, unknown> };
}
