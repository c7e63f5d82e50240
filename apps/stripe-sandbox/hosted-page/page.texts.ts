import type { CardFormFault } from '../payments/card.entry.js';

export type PageLanguage = 'zh' | 'en';

/** Everything the payment page says. Declines are named by Stripe's decline code, or its error code without one. */
export interface PageTexts {
  language: string;
  otherLanguage: string;
  sandboxMark: string;
  sandboxHint: string;
  payTo: string;
  cardHeading: string;
  number: string;
  expiry: string;
  expiryHint: string;
  cvc: string;
  cvcHint: string;
  name: string;
  email: string;
  pay: string;
  donate: string;
  working: string;
  cancel: string;
  fixFields: string;
  testCards: string;
  testCardRows: [number: string, meaning: string][];
  challengeTitle: string;
  challengeText: string;
  challengePass: string;
  challengeFail: string;
  paidTitle: string;
  paidText: string;
  paidLink: string;
  expiredTitle: string;
  expiredText: string;
  expiredLink: string;
  missingTitle: string;
  missingText: string;
  wrongRequestTitle: string;
  wrongRequestText: string;
  fields: Record<CardFormFault, string>;
  declines: Record<string, string>;
}

const zh: PageTexts = {
  language: 'zh-CN',
  otherLanguage: 'English',
  sandboxMark: '测试环境 / sandbox',
  sandboxHint: '这里不会发生真实扣款，请勿输入真实卡号。',
  payTo: '收款方',
  cardHeading: '银行卡支付',
  number: '卡号',
  expiry: '有效期',
  expiryHint: '月 / 年',
  cvc: '安全码',
  cvcHint: '卡背面后三位，美国运通卡为正面四位',
  name: '持卡人姓名',
  email: '电子邮箱',
  pay: '支付',
  donate: '捐赠',
  working: '正在处理…',
  cancel: '取消并返回',
  fixFields: '请更正标出的内容。为安全起见，卡号和安全码需要重新输入。',
  testCards: '可用的测试卡号',
  testCardRows: [
    ['4242 4242 4242 4242', '支付成功'],
    ['4000 0027 6000 3184', '需要身份验证'],
    ['4000 0000 0000 9995', '余额不足'],
    ['4000 0000 0000 0002', '被发卡行拒绝'],
  ],
  challengeTitle: '请确认是您本人付款',
  challengeText: '真实支付时，发卡银行会在这里核实持卡人身份（3-D Secure）。这里由您选择核实的结果。',
  challengePass: '验证通过',
  challengeFail: '验证失败',
  paidTitle: '已经支付',
  paidText: '这笔款项已支付成功，无需再次付款。',
  paidLink: '继续',
  expiredTitle: '支付页面已过期',
  expiredText: '没有发生扣款。请返回后重新开始。',
  expiredLink: '返回',
  missingTitle: '没有找到这个支付页面',
  missingText: '链接可能不完整，或测试环境已被重置。请返回后重新开始。',
  wrongRequestTitle: '现在无法处理这个请求',
  wrongRequestText: '没有发生扣款。请返回支付页面后再试。',
  fields: {
    number_missing: '请输入卡号。',
    number_wrong: '卡号不正确，请核对每一位数字。',
    expiry_missing: '请输入有效期。',
    expiry_wrong: '有效期不正确，例如 08 / 30。',
    expiry_past: '这张卡已经过期。',
    cvc_missing: '请输入安全码。',
    cvc_wrong: '安全码的位数不正确。',
    name_missing: '请输入持卡人姓名。',
    email_missing: '请输入电子邮箱。',
    email_wrong: '电子邮箱的格式不正确。',
  },
  declines: {
    generic_decline: '您的银行卡被发卡行拒绝，没有扣款。请换一张卡再试。',
    insufficient_funds: '卡内余额不足，没有扣款。请换一张卡再试。',
    expired_card: '这张卡已经过期，没有扣款。请换一张卡再试。',
    incorrect_cvc: '安全码不正确，没有扣款。请核对后再试。',
    processing_error: '发卡行处理时出错，没有扣款。请稍后再试。',
    authentication_required: '这笔付款需要身份验证，没有扣款。请再试一次。',
    payment_intent_authentication_failure: '身份验证没有通过，没有扣款。请再试一次或换一张卡。',
    test_mode_live_card: '测试环境不接受真实卡号，没有扣款。请使用下面的测试卡号。',
  },
};

const en: PageTexts = {
  language: 'en',
  otherLanguage: '中文',
  sandboxMark: 'sandbox / 测试环境',
  sandboxHint: 'No real money moves here. Please do not enter a real card number.',
  payTo: 'Pay to',
  cardHeading: 'Pay by card',
  number: 'Card number',
  expiry: 'Expiry date',
  expiryHint: 'MM / YY',
  cvc: 'Security code',
  cvcHint: 'Three digits on the back; four on the front of an American Express card',
  name: 'Name on the card',
  email: 'E-mail',
  pay: 'Pay',
  donate: 'Donate',
  working: 'Working…',
  cancel: 'Cancel and go back',
  fixFields: 'Please correct the marked fields. For your safety, enter the card number and security code again.',
  testCards: 'Test cards you can use',
  testCardRows: [
    ['4242 4242 4242 4242', 'succeeds'],
    ['4000 0027 6000 3184', 'asks for authentication'],
    ['4000 0000 0000 9995', 'insufficient funds'],
    ['4000 0000 0000 0002', 'declined by the bank'],
  ],
  challengeTitle: 'Please confirm that it is you',
  challengeText:
    'With a real payment, your bank would check here that you hold the card (3-D Secure). Here you choose the result.',
  challengePass: 'Complete authentication',
  challengeFail: 'Fail authentication',
  paidTitle: 'Already paid',
  paidText: 'This payment has succeeded. There is nothing more to pay.',
  paidLink: 'Continue',
  expiredTitle: 'This payment page has expired',
  expiredText: 'You have not been charged. Please go back and start again.',
  expiredLink: 'Go back',
  missingTitle: 'This payment page was not found',
  missingText: 'The link may be incomplete, or the sandbox was reset. Please go back and start again.',
  wrongRequestTitle: 'This cannot be done now',
  wrongRequestText: 'You have not been charged. Please go back to the payment page and try again.',
  fields: {
    number_missing: 'Enter the card number.',
    number_wrong: 'This card number is not right. Please check each digit.',
    expiry_missing: 'Enter the expiry date.',
    expiry_wrong: 'This date is not right. Write it like 08 / 30.',
    expiry_past: 'This card has expired.',
    cvc_missing: 'Enter the security code.',
    cvc_wrong: 'This security code does not have the right number of digits.',
    name_missing: 'Enter the name on the card.',
    email_missing: 'Enter an e-mail address.',
    email_wrong: 'This is not an e-mail address.',
  },
  declines: {
    generic_decline: 'Your card was declined and you have not been charged. Please try another card.',
    insufficient_funds: 'Your card has insufficient funds and you have not been charged. Please try another card.',
    expired_card: 'Your card has expired and you have not been charged. Please try another card.',
    incorrect_cvc: 'The security code is incorrect and you have not been charged. Please check it and try again.',
    processing_error: 'The bank could not process your card and you have not been charged. Please try again later.',
    authentication_required: 'This payment needs authentication. You have not been charged. Please try again.',
    payment_intent_authentication_failure:
      'Authentication failed and you have not been charged. Please try again or use another card.',
    test_mode_live_card:
      'The sandbox takes no real cards. You have not been charged. Please use a test card from below.',
  },
};

const TEXTS: Record<PageLanguage, PageTexts> = { zh, en };

export function textsFor(language: PageLanguage): PageTexts {
  return TEXTS[language];
}

/**
 * The language of a page: what the visitor chose on it, else the session's locale, else the browser's wish.
 * Chinese comes first: English is used only where somebody asked for it.
 */
export function pageLanguage(
  chosen: string | undefined,
  locale: string | null,
  accepted: string | undefined,
): PageLanguage {
  for (const wish of [chosen, locale === 'auto' ? undefined : (locale ?? undefined), accepted]) {
    const language = wish?.trim().slice(0, 2).toLowerCase();
    if (language === 'zh' || language === 'en') return language;
  }
  return 'zh';
}
