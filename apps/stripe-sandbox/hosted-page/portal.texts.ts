import type { PageLanguage } from './page.texts.js';

/** Everything a customer's own page says. */
export interface PortalTexts {
  title: string;
  back: string;
  subscriptions: string;
  cards: string;
  invoices: string;
  none: string;
  newCard: string;
  isDefault: string;
  makeDefault: string;
  end: string;
  keep: string;
  nextOn: string;
  endsOn: string;
  intervals: Record<string, string>;
  states: Record<string, string>;
}

const zh: PortalTexts = {
  title: '我的定期付款',
  back: '返回',
  subscriptions: '定期付款',
  cards: '付款银行卡',
  invoices: '账单',
  none: '暂时没有。',
  newCard: '添加银行卡',
  isDefault: '默认使用',
  makeDefault: '设为默认',
  end: '本期结束后停止',
  keep: '继续付款',
  nextOn: '下次付款日',
  endsOn: '停止于',
  intervals: { day: '每天', week: '每周', month: '每月', year: '每年' },
  states: {
    active: '进行中',
    canceled: '已停止',
    incomplete: '等待首次付款',
    incomplete_expired: '首次付款未完成',
    past_due: '付款失败，将再次尝试',
    paused: '已暂停',
    trialing: '尚未开始扣款',
    unpaid: '未付款',
    draft: '草稿',
    open: '待付款',
    paid: '已付款',
    uncollectible: '无法收取',
    void: '已作废',
  },
};

const en: PortalTexts = {
  title: 'My regular payments',
  back: 'Go back',
  subscriptions: 'Regular payments',
  cards: 'Cards',
  invoices: 'Bills',
  none: 'Nothing yet.',
  newCard: 'Add a card',
  isDefault: 'Used by default',
  makeDefault: 'Use by default',
  end: 'Stop after this period',
  keep: 'Go on paying',
  nextOn: 'Next payment on',
  endsOn: 'Stops on',
  intervals: { day: 'every day', week: 'every week', month: 'every month', year: 'every year' },
  states: {
    active: 'active',
    canceled: 'stopped',
    incomplete: 'waits for its first payment',
    incomplete_expired: 'never began',
    past_due: 'payment failed, to be tried again',
    paused: 'paused',
    trialing: 'not charged yet',
    unpaid: 'unpaid',
    draft: 'draft',
    open: 'to be paid',
    paid: 'paid',
    uncollectible: 'given up',
    void: 'void',
  },
};

export function portalTexts(language: PageLanguage): PortalTexts {
  return language === 'zh' ? zh : en;
}
