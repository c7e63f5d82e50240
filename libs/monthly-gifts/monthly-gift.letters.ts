import { formatYuan, type CivilDate, type Fen } from '#kernel';
import type { FailureKind } from './failure-policy.js';
import type { Period } from './schedule.js';

export interface MonthlyLetter {
  subject: string;
  body: string;
}

/** What every letter about a monthly gift may say. Nothing personal but the gift itself. */
export interface LetterFacts {
  campaign: string;
  charity: string;
  amount: Fen;
  brand: string;
  last4: string;
  nextChargeOn: CivilDate | null;
  /** Opens the page on which everything can be changed. */
  link: (wish?: string) => string;
  /** Opens the programme's other campaigns. */
  home: string;
}

/** What there is to be told. */
export type News =
  | { kind: 'STARTED' }
  | { kind: 'REMINDER'; on: CivilDate }
  | { kind: 'CARD_EXPIRES'; month: Period }
  | { kind: 'FAILED'; cause: FailureKind; code: string; retryOn: CivilDate | null; until: CivilDate | null }
  | { kind: 'LEFT_OUT'; period: Period; because: 'CARD' | 'STANDSTILL' | 'CAMPAIGN_PAUSED' }
  | { kind: 'ENDED'; why: 'DONOR' | 'STAFF' | 'CARD_FAILED' | 'CAMPAIGN_OVER'; note: string | null };

/** The letter, in the giver's language. */
export function monthlyLetter(news: News, facts: LetterFacts, locale: string): MonthlyLetter {
  const { subject, lines } = locale === 'en' ? english(news, facts) : chinese(news, facts);
  return { subject, body: [...lines, facts.charity].join('\n\n') };
}

interface Draft {
  subject: string;
  lines: string[];
}

const CAUSES_ZH: Readonly<Record<string, string>> = {
  insufficient_funds: '卡上余额不足',
  expired_card: '银行卡已过期',
  lost_card: '银行说这张卡已挂失',
  stolen_card: '银行说这张卡已挂失',
  authentication_required: '银行要求您本人确认这次付款',
  processing_error: '支付通道处理时出错',
};

const CAUSES_EN: Readonly<Record<string, string>> = {
  insufficient_funds: 'there was not enough money on the card',
  expired_card: 'the card has expired',
  lost_card: 'the bank says the card was reported lost',
  stolen_card: 'the bank says the card was reported lost',
  authentication_required: 'the bank wants you to confirm this payment yourself',
  processing_error: 'the payment provider met an error',
};

function chinese(news: News, facts: LetterFacts): Draft {
  const { campaign, amount, brand, last4, nextChargeOn, link, home } = facts;
  const sum = `¥${formatYuan(amount)}`;
  const card = `${brand} 尾号 ${last4}`;
  const manage = `修改金额或日期、暂停、换卡、停止，都在这里：${link()}`;
  const next = nextChargeOn ? `下一次扣款：${nextChargeOn}，${sum}。` : '';
  switch (news.kind) {
    case 'STARTED':
      return {
        subject: `月捐已开始：每月 ${sum}`,
        lines: [
          `谢谢您。您为「${campaign}」开始了月捐，每月 ${sum}，从 ${card} 扣款。`,
          `${next}每次扣款前三天会给您写信；每一笔都有自己的去向页面和凭证。错过的月份不会补扣。`,
          manage,
        ],
      };
    case 'REMINDER':
      return {
        subject: `月捐提醒：${news.on} 扣款 ${sum}`,
        lines: [
          `${news.on} 将为「${campaign}」从 ${card} 扣款 ${sum}。什么都不用做。`,
          `想改金额或日期：${link('change')}\n想暂停：${link('pause')}\n想停止：${link('stop')}`,
        ],
      };
    case 'CARD_EXPIRES':
      return {
        subject: `您的银行卡 ${last4} 有效期到 ${news.month}`,
        lines: [
          `您用于月捐（「${campaign}」，每月 ${sum}）的 ${card} 有效期到 ${news.month} 月底。`,
          `换一张卡：${link('card')}\n不换也可以：扣不了款时会告诉您，不会补扣。`,
        ],
      };
    case 'FAILED': {
      const cause = CAUSES_ZH[news.code] ?? '银行没有通过这次扣款';
      const what =
        news.cause === 'NEEDS_OWNER'
          ? `请在 ${news.until} 之前自己在页面上付这一笔：${link()}`
          : news.cause === 'NEEDS_CARD'
            ? `请在 ${news.until} 之前换一张卡，换好后马上扣这一笔：${link('card')}`
            : `${news.retryOn} 会再试一次，您什么都不用做。想换卡：${link('card')}`;
      return {
        subject: `这个月的月捐没有扣成：${sum}`,
        lines: [`为「${campaign}」从 ${card} 扣款 ${sum} 没有成功：${cause}。没有扣款。`, what, manage],
      };
    }
    case 'LEFT_OUT': {
      const because = {
        CARD: '银行卡一直扣不了款',
        STANDSTILL: '我们这边当时没能扣款',
        CAMPAIGN_PAUSED: '这个活动当时暂停接受捐赠',
      }[news.because];
      return {
        subject: `${news.period} 的月捐略过了`,
        lines: [`「${campaign}」${news.period} 的月捐略过了：${because}。这个月不会补扣。`, next, manage].filter(
          Boolean,
        ),
      };
    }
    case 'ENDED': {
      const why = {
        DONOR: '按您的要求，月捐已停止，以后不再扣款。今天之内可以撤回：',
        STAFF: `基金会停止了这份月捐，以后不再扣款。原因：${news.note ?? ''}`,
        CARD_FAILED: '银行卡连续两个月扣不了款，月捐已停止，以后不再扣款。',
        CAMPAIGN_OVER: `「${campaign}」已经结束，月捐随之停止，没有扣款。项目的其他活动还需要您：${home}`,
      }[news.why];
      return {
        subject: `月捐已停止：「${campaign}」`,
        lines: [why, `以往每一笔的去向和凭证仍在这里：${link()}`, '谢谢您一路的陪伴。'],
      };
    }
  }
}

function english(news: News, facts: LetterFacts): Draft {
  const { campaign, amount, brand, last4, nextChargeOn, link, home } = facts;
  const sum = `¥${formatYuan(amount)}`;
  const card = `${brand} ending ${last4}`;
  const manage = `Change the amount or day, pause, change the card or stop here: ${link()}`;
  const next = nextChargeOn ? `Next charge: ${nextChargeOn}, ${sum}. ` : '';
  switch (news.kind) {
    case 'STARTED':
      return {
        subject: `Your monthly gift of ${sum} has begun`,
        lines: [
          `Thank you. You give ${sum} a month to "${campaign}", charged to ${card}.`,
          `${next}Three days before each charge we write to you; every gift has its own page and receipt. A month that was missed is never charged afterwards.`,
          manage,
        ],
      };
    case 'REMINDER':
      return {
        subject: `Your monthly gift: ${sum} on ${news.on}`,
        lines: [
          `On ${news.on} we charge ${sum} to ${card} for "${campaign}". There is nothing to do.`,
          `Change amount or day: ${link('change')}\nPause: ${link('pause')}\nStop: ${link('stop')}`,
        ],
      };
    case 'CARD_EXPIRES':
      return {
        subject: `Your card ending ${last4} is good until ${news.month}`,
        lines: [
          `${card}, which pays your monthly gift of ${sum} to "${campaign}", expires at the end of ${news.month}.`,
          `Put in another: ${link('card')}\nYou need not: we tell you when it cannot be charged, and charge nothing afterwards.`,
        ],
      };
    case 'FAILED': {
      const cause = CAUSES_EN[news.code] ?? 'the bank did not accept the charge';
      const what =
        news.cause === 'NEEDS_OWNER'
          ? `Please pay this one on the page by ${news.until}: ${link()}`
          : news.cause === 'NEEDS_CARD'
            ? `Please put in another card by ${news.until}; it is then charged at once: ${link('card')}`
            : `We try again on ${news.retryOn}; there is nothing to do. Another card: ${link('card')}`;
      return {
        subject: `This month's gift of ${sum} could not be charged`,
        lines: [`${sum} for "${campaign}" could not be charged to ${card}: ${cause}. Nothing was taken.`, what, manage],
      };
    }
    case 'LEFT_OUT': {
      const because = {
        CARD: 'the card could not be charged',
        STANDSTILL: 'we could not charge it at the time',
        CAMPAIGN_PAUSED: 'the campaign took no gifts at the time',
      }[news.because];
      return {
        subject: `Your monthly gift for ${news.period} was left out`,
        lines: [
          `Your gift to "${campaign}" for ${news.period} was left out: ${because}. It will not be charged afterwards.`,
          next.trim(),
          manage,
        ].filter(Boolean),
      };
    }
    case 'ENDED': {
      const why = {
        DONOR: 'As you asked, your monthly gift has stopped; nothing more is charged. You can take that back today:',
        STAFF: `The foundation has stopped this monthly gift; nothing more is charged. Why: ${news.note ?? ''}`,
        CARD_FAILED: 'The card could not be charged for two months, so your monthly gift has stopped.',
        CAMPAIGN_OVER: `"${campaign}" is over, and your monthly gift with it; nothing was charged. The programme's other campaigns still need you: ${home}`,
      }[news.why];
      return {
        subject: `Your monthly gift to "${campaign}" has stopped`,
        lines: [why, `Every gift so far keeps its page and receipt: ${link()}`, 'Thank you for having come along.'],
      };
    }
  }
}
