import type { Return, ReturnReason, ReturnState } from '#contracts/returns';

/** Where a return is, as its seller sees it: what is to be done next. */
export const returnStateWords: Record<ReturnState, string> = {
  requested: 'To answer',
  accepted: 'On its way back',
  refused: 'Refused',
  received: 'Arrived',
  refunded: 'Money given back',
  exchanged: 'Exchanged',
};

/** Why the buyer sends it back, told of the buyer. */
export const returnReasonWords: Record<ReturnReason, string> = {
  damaged: 'It is damaged',
  'wrong-item': 'It is not what was ordered',
  'not-as-shown': 'It is not as shown in the sale',
  'does-not-fit': 'It does not fit',
  'changed-mind': 'The buyer has changed their mind',
};

const refundStateWords: Record<NonNullable<Return['refundState']>, string> = {
  owed: 'on its way',
  sent: 'sent to the bank',
  processed: 'it has arrived',
  failed: 'did not go through, the operator is seeing to it',
};

type Money = (minor: number) => string;

/** What goes back to the buyer, or has gone, in one sentence. */
export const whatGoesBack = (one: Return, words: { money: Money; count: Money }): string => {
  const { refund, refundState } = one;
  if (one.state === 'refused') return 'Nothing goes back.';
  if (one.exchangeFor)
    return `In exchange for ${Object.values(one.exchangeFor.options).join(', ') || 'another one'}; no money goes back.`;
  const coins = refund.coins > 0 ? ` and ${words.count(refund.coins)} coins` : '';
  const less =
    refund.clawedBack > 0 ? ` ${words.money(refund.clawedBack)} less, for coins that are spent already.` : '';
  const where = refundState ? refundStateWords[refundState] : 'as soon as it has arrived';
  return `${words.money(refund.money)}${coins} back to the buyer: ${where}.${less}`;
};
