import type { ReceiptContent } from './receipt.content.js';

export interface LetterText {
  subject: string;
  body: string;
}

/** The mail that carries a receipt, in the giver's language. Nothing personal in it but the gift itself. */
export function receiptLetter(content: ReceiptContent, traceUrl: string, locale: string): LetterText {
  if (locale === 'en') {
    return {
      subject: `Your receipt ${content.number}: ¥${content.amount}`,
      body: [
        `Thank you. Your gift of ¥${content.amount} to "${content.projectName}" (${content.designation}) has arrived and is in the books.`,
        `The receipt is attached. See where every fen goes: ${traceUrl}`,
        content.payee,
      ].join('\n\n'),
    };
  }
  return {
    subject: `捐赠凭证 ${content.number}：¥${content.amount}`,
    body: [
      `谢谢您。您为「${content.projectName}」（${content.designation}）捐赠的 ¥${content.amount} 已到账并记入账本。`,
      `凭证见附件。每一分钱去了哪里，请看：${traceUrl}`,
      content.payee,
    ].join('\n\n'),
  };
}
