import { formatYuan } from '#kernel';
import type { Refund } from './refunds.repository.js';

/** What a giver is told by mail about a refund; each once. */
export type RefundNews = 'requested' | 'granted' | 'sent' | 'arrived' | 'rejected' | 'failed';

export interface LetterText {
  subject: string;
  body: string;
}

/** The mail, in the giver's language. */
export function refundLetter(news: RefundNews, refund: Refund, pageUrl: string, locale: string): LetterText {
  const amount = formatYuan(refund.amount);
  const { subject, lines } = locale === 'en' ? english(news, amount, refund) : chinese(news, amount, refund);
  const more = locale === 'en' ? `See how it stands: ${pageUrl}` : `进展请看：${pageUrl}`;
  return { subject, body: [...lines, more].join('\n\n') };
}

interface Words {
  subject: string;
  lines: string[];
}

function chinese(news: RefundNews, amount: string, { answer }: Refund): Words {
  switch (news) {
    case 'requested':
      return {
        subject: `退款申请已收到：¥${amount}`,
        lines: [
          `我们收到了您退款 ¥${amount} 的申请。`,
          '一位同事会核对，另一位同事复核，一般在三个工作日内答复。两人都同意后，钱原路退回。',
        ],
      };
    case 'granted':
      return {
        subject: `退款已办理：¥${amount}`,
        lines: [
          `您在冷静期内申请退款 ¥${amount}，已经办理，不需要审核，正原路退回。`,
          '银行卡一般 5 到 10 个工作日到账，支付宝和微信支付一般更快。',
        ],
      };
    case 'sent':
      return {
        subject: `退款已批准：¥${amount}`,
        lines: [
          `您的退款 ¥${amount} 已由两位同事批准，正原路退回。`,
          '银行卡一般 5 到 10 个工作日到账，支付宝和微信支付一般更快。',
        ],
      };
    case 'arrived':
      return {
        subject: `退款已退出：¥${amount}`,
        lines: [
          `退款 ¥${amount} 已由支付机构退回您付款的账户。`,
          '银行入账可能还要几天，最长约 10 个工作日。原捐赠凭证已冲红，如有剩余金额会另开新凭证。',
        ],
      };
    case 'rejected':
      return { subject: `退款申请没有通过：¥${amount}`, lines: [`您退款 ¥${amount} 的申请没有通过。`, answer ?? ''] };
    case 'failed':
      return {
        subject: `退款没有成功：¥${amount}`,
        lines: [
          `退款 ¥${amount} 没有能退回您付款的账户，银行没有收下。`,
          '钱没有丢，已回到账上。我们会与您联系，改用银行转账；您也可以直接联系我们。',
        ],
      };
  }
}

function english(news: RefundNews, amount: string, { answer }: Refund): Words {
  switch (news) {
    case 'requested':
      return {
        subject: `Your request for a refund of ¥${amount} has arrived`,
        lines: [
          `We have your request for a refund of ¥${amount}.`,
          'One colleague looks into it and another confirms; you usually hear from us within three working days. Once both agree, the money goes back the way it came.',
        ],
      };
    case 'granted':
      return {
        subject: `Your refund of ¥${amount} is on its way`,
        lines: [
          `You asked for ¥${amount} back within the cooling-off period, so nobody has to look into it: it is going back the way it came.`,
          'To a card it usually takes 5 to 10 working days; Alipay and WeChat Pay are usually faster.',
        ],
      };
    case 'sent':
      return {
        subject: `Your refund of ¥${amount} is approved`,
        lines: [
          `Two colleagues have approved your refund of ¥${amount}. It is going back the way it came.`,
          'Cards usually take 5 to 10 working days; Alipay and WeChat Pay are mostly faster.',
        ],
      };
    case 'arrived':
      return {
        subject: `Your refund of ¥${amount} has left`,
        lines: [
          `The payment provider has sent ¥${amount} back to the account you paid from.`,
          'Your bank may take a few more days, at most about 10 working days. Your receipt has been reversed; for what is left of your gift you get a new one.',
        ],
      };
    case 'rejected':
      return {
        subject: `Your request for a refund of ¥${amount} was not granted`,
        lines: [`Your request for a refund of ¥${amount} was not granted.`, answer ?? ''],
      };
    case 'failed':
      return {
        subject: `Your refund of ¥${amount} did not go through`,
        lines: [
          `The refund of ¥${amount} could not be paid to the account you paid from: the bank did not take it.`,
          'The money is not lost, it is back with us. We will contact you and transfer it to a bank account; you may also contact us.',
        ],
      };
  }
}
