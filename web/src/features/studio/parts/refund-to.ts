import { type RefundTo, refundTo } from '#contracts/returns';

export interface RefundToDraft {
  kind: RefundTo['kind'];
  vpa: string;
  name: string;
  account: string;
  ifsc: string;
}
export const emptyRefundTo: RefundToDraft = { kind: 'source', vpa: '', name: '', account: '', ifsc: '' };

/** What was typed as the shop takes it; null while something is missing or not right. */
export const refundToOf = (draft: RefundToDraft): RefundTo | null => {
  const account = draft.account.replaceAll(/[\s-]/g, '');
  const parsed = refundTo.safeParse({ ...draft, account });
  return parsed.success ? parsed.data : null;
};
