import type { ReceiptContent } from './receipt.content.js';

export interface LetterText {
  subject: string;
  body: string;
}

const LETTER = 'mail_';

/** The id of the one letter that carries a receipt. */
export function letterOfReceipt(receiptId: string): string {
  return `${LETTER}${receiptId}`;
}

/** The receipt a letter would carry; null if its id is of another kind. */
export function receiptOfLetter(mailId: string): string | null {
  return mailId.startsWith(LETTER) ? mailId.slice(LETTER.length) : null;
}

/** The mail that carries a receipt, in the giver's language. Nothing personal in it but the gift itself. */
export function receiptLetter(content: ReceiptContent, traceUrl: string, locale: string): LetterText {
  if (content.reverses) return reversalLetter(content, content.reverses, traceUrl, locale);
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

/** The mail that carries a reversal: the paper of before no longer holds. */
function reversalLetter(content: ReceiptContent, reverses: string, traceUrl: string, locale: string): LetterText {
  if (locale === 'en') {
    return {
      subject: `Your receipt ${reverses} has been reversed`,
      body: [
        `Money of your gift to "${content.projectName}" has gone back, so receipt ${reverses} no longer holds. The reversal ${content.number} is attached; please keep both together.`,
        `If a part of your gift is left, you get a new receipt for it. What happened, fen by fen: ${traceUrl}`,
        content.payee,
      ].join('\n\n'),
    };
  }
  return {
    subject: `捐赠凭证 ${reverses} 已冲红`,
    body: [
      `您为「${content.projectName}」的捐赠有款项退回，凭证 ${reverses} 已作废。红字凭证 ${content.number} 见附件，请与原凭证一并保存。`,
      `如果还有剩余金额，会另开一张新凭证。每一分钱的经过，请看：${traceUrl}`,
      content.payee,
    ].join('\n\n'),
  };
}
