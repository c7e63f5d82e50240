import type { RefundReason } from '#platform';

/** Why money went back, as the public books say it: the kind of reason, never a person's own words. */
export const PUBLIC_NOTES: Record<RefundReason, string> = {
  MISTAKE: '捐赠人误操作，申请退款',
  DUPLICATE: '重复捐赠，退回重复的部分',
  WRONG_AMOUNT: '金额填错，退回多付的部分',
  NOT_AUTHORISED: '付款未经账户持有人同意，退款',
  CHANGED_MIND: '捐赠人申请退款',
  CAMPAIGN: '因募捐活动的原因退款',
  PROVIDER: '在支付机构后台退款',
  OTHER: '退款，经两人批准',
};
