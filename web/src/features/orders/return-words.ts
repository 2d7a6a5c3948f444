import type { Return, ReturnReason, ReturnState } from '#contracts/returns';

export const reasonWords: Record<ReturnReason, string> = {
  damaged: 'It is damaged',
  'wrong-item': 'It is not what I ordered',
  'not-as-shown': 'It is not as shown in the sale',
  'does-not-fit': 'It does not fit',
  'changed-mind': 'I have changed my mind',
};

export const returnStateWords: Record<ReturnState, string> = {
  requested: 'Asked for: the seller answers next',
  accepted: 'Accepted: send it back',
  refused: 'Refused by the seller',
  received: 'Has arrived at the seller',
  refunded: 'Money given back',
  exchanged: 'Exchanged',
};

export const refundStateWords: Record<NonNullable<Return['refundState']>, string> = {
  owed: 'is being sent back to you',
  sent: 'was sent to your bank',
  processed: 'went back to you',
  failed: 'did not go through: the shop is seeing to it',
};
