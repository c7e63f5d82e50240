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
  methodHeading: string;
  methodLegend: string;
  methods: Record<'card' | 'alipay' | 'wechat_pay', { name: string; hint: string }>;
  keepHeading: string;
  keepTitle: string;
  keepText: string;
  keepCard: string;
  nothingToPay: string;
  alipayTitle: string;
  alipayText: string;
  alipayPay: string;
  alipayDecline: string;
  alipayExpire: string;
  wechatTitle: string;
  wechatText: string;
  wechatCode: string;
  wechatPay: string;
  wechatDecline: string;
  wechatExpire: string;
  walletLater: string;
  walletLaterText: string;
  walletApproveLater: string;
  walletFailLater: string;
  challengeTitle: string;
  challengeText: string;
  challengeKeepTitle: string;
  challengeKeepText: string;
  challengePass: string;
  challengeFail: string;
  paidTitle: string;
  paidText: string;
  paidLink: string;
  savedTitle: string;
  savedText: string;
  processingTitle: string;
  processingText: string;
  failedTitle: string;
  failedText: string;
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
  methodHeading: '付款',
  methodLegend: '选择付款方式',
  methods: {
    card: { name: '银行卡', hint: '信用卡或借记卡' },
    alipay: { name: '支付宝', hint: '下一步前往支付宝页面确认付款' },
    wechat_pay: { name: '微信支付', hint: '下一步显示二维码，用微信扫一扫付款' },
  },
  keepHeading: '新的银行卡',
  keepTitle: '更换付款银行卡',
  keepText: '这次不会扣款。卡片会保存在支付服务商处，只用于您以后同意的付款。',
  keepCard: '保存这张卡',
  nothingToPay: '不扣款',
  alipayTitle: '支付宝付款',
  alipayText: '真实支付时，您会在支付宝中看到这笔付款。这里由您选择结果。',
  alipayPay: '确认付款',
  alipayDecline: '不付款，返回',
  alipayExpire: '不作选择，等到付款超时',
  wechatTitle: '微信扫码付款',
  wechatText: '真实支付时，您会用手机微信扫描二维码。测试环境的二维码扫不出付款，请在下面选择扫码后的结果。',
  wechatCode: '微信付款二维码（测试）',
  wechatPay: '模拟扫码并付款',
  wechatDecline: '模拟扫码后取消付款',
  wechatExpire: '不扫码，等到二维码过期',
  walletLater: '更多结果：稍后才有结果',
  walletLaterText: '付款已提交，约半分钟后才知道是否成功。商户页面会先显示“处理中”。',
  walletApproveLater: '付款，稍后成功',
  walletFailLater: '付款，稍后失败',
  challengeTitle: '请确认是您本人付款',
  challengeText: '真实支付时，发卡银行会在这里核实持卡人身份（3-D Secure）。这里由您选择核实的结果。',
  challengeKeepTitle: '请确认是您本人的卡',
  challengeKeepText: '真实环境中，发卡银行会在这里核实持卡人身份（3-D Secure）。这次不会扣款，由您选择核实的结果。',
  challengePass: '验证通过',
  challengeFail: '验证失败',
  paidTitle: '已经支付',
  paidText: '这笔款项已支付成功，无需再次付款。',
  paidLink: '继续',
  savedTitle: '银行卡已保存',
  savedText: '没有发生扣款。您可以返回继续。',
  processingTitle: '付款处理中',
  processingText: '付款已提交，结果稍后才知道。无需再次付款。',
  failedTitle: '付款没有成功',
  failedText: '没有发生扣款。请返回后重新开始。',
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
    payment_method_customer_decline: '您没有在钱包中确认付款，没有扣款。可以再试一次，或换一种付款方式。',
    payment_method_provider_decline: '钱包没有完成这笔付款，没有扣款。可以再试一次，或换一种付款方式。',
    payment_intent_payment_attempt_expired: '付款已超时，没有扣款。可以再试一次，或换一种付款方式。',
    setup_intent_authentication_failure: '身份验证没有通过，卡片没有保存。请再试一次或换一张卡。',
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
  methodHeading: 'Payment',
  methodLegend: 'Choose how to pay',
  methods: {
    card: { name: 'Card', hint: 'Credit or debit card' },
    alipay: { name: 'Alipay', hint: 'Next, you confirm the payment in Alipay' },
    wechat_pay: { name: 'WeChat Pay', hint: 'Next, you scan a QR code with WeChat' },
  },
  keepHeading: 'New card',
  keepTitle: 'Change the card you give with',
  keepText: 'You are not charged now. The payment provider keeps the card, only for payments you agree to later.',
  keepCard: 'Save this card',
  nothingToPay: 'no charge',
  alipayTitle: 'Pay with Alipay',
  alipayText: 'With a real payment, you would see it in Alipay now. Here you choose the result.',
  alipayPay: 'Confirm the payment',
  alipayDecline: 'Do not pay, go back',
  alipayExpire: 'Do nothing until it times out',
  wechatTitle: 'Scan with WeChat to pay',
  wechatText:
    'With a real payment, you would scan this code with WeChat on your phone. In the sandbox it pays nothing: choose below what happens after the scan.',
  wechatCode: 'WeChat Pay QR code (test)',
  wechatPay: 'Simulate: scan and pay',
  wechatDecline: 'Simulate: scan, then cancel',
  wechatExpire: 'Do not scan until it expires',
  walletLater: 'More results: known only later',
  walletLaterText:
    'The payment is submitted, and about half a minute later it is known whether it succeeded. Until then the merchant shows it as processing.',
  walletApproveLater: 'Pay, succeeds later',
  walletFailLater: 'Pay, fails later',
  challengeTitle: 'Please confirm that it is you',
  challengeText:
    'With a real payment, your bank would check here that you hold the card (3-D Secure). Here you choose the result.',
  challengeKeepTitle: 'Please confirm that this card is yours',
  challengeKeepText:
    'In the real world, your bank would check here that you hold the card (3-D Secure). You are not charged. Here you choose the result.',
  challengePass: 'Complete authentication',
  challengeFail: 'Fail authentication',
  paidTitle: 'Already paid',
  paidText: 'This payment has succeeded. There is nothing more to pay.',
  paidLink: 'Continue',
  savedTitle: 'The card is saved',
  savedText: 'You have not been charged. You can go back now.',
  processingTitle: 'Your payment is being processed',
  processingText: 'It was submitted, and its result comes a little later. There is no need to pay again.',
  failedTitle: 'The payment did not succeed',
  failedText: 'You have not been charged. Please go back and start again.',
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
    payment_method_customer_decline:
      'You did not confirm the payment in your wallet and have not been charged. Please try again or pay another way.',
    payment_method_provider_decline:
      'The wallet did not complete the payment and you have not been charged. Please try again or pay another way.',
    payment_intent_payment_attempt_expired:
      'The payment timed out and you have not been charged. Please try again or pay another way.',
    setup_intent_authentication_failure:
      'Authentication failed and the card was not saved. Please try again or use another card.',
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
