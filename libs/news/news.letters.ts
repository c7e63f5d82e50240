import { chinaDay } from '#kernel';
import type { NewsItem } from './news.types.js';

export interface NewsLetter {
  subject: string;
  body: string;
}

/** The first letter: nothing more is sent unless its reader says yes. */
export function confirmationLetter(topicTitle: string, pageUrl: string, locale: string): NewsLetter {
  if (locale === 'en') {
    return {
      subject: `Please confirm: news of "${topicTitle}"`,
      body: [
        `Somebody, probably you, asked for news of "${topicTitle}" by e-mail. Please confirm here: ${pageUrl}`,
        'If it was not you, do nothing: no further letter comes, and we forget the address after seven days.',
      ].join('\n\n'),
    };
  }
  return {
    subject: `请确认订阅「${topicTitle}」的动态`,
    body: [
      `有人（应该是您）想用邮件接收「${topicTitle}」的动态。请在这里确认：${pageUrl}`,
      '如果不是您本人，请不必理会：我们不会再写信，七天后会忘记这个邮箱。',
    ].join('\n\n'),
  };
}

interface NewsLetterLinks {
  /** The page of what it is about. */
  topic: string;
  /** Its own page; null where there is none. */
  item: string | null;
  /** Where the subscription is ended. */
  page: string;
}

/** A piece of news by mail, with the way to end it in every letter. @param corrected what it puts right, if anything */
export function newsLetter(
  item: NewsItem,
  corrected: NewsItem | null,
  links: NewsLetterLinks,
  locale: string,
): NewsLetter {
  if (locale === 'en') {
    return {
      subject: `${item.topicTitle}: ${corrected ? 'Correction: ' : ''}${item.title}`,
      body: [
        item.title,
        ...(corrected
          ? [
              `This corrects what we published on ${chinaDay(corrected.publishedAt)} and have withdrawn. Why: ${corrected.withdrawalReason}`,
            ]
          : []),
        item.text,
        ...(links.item ? [`This news on its page, and whether it still stands: ${links.item}`] : []),
        `More, and where every fen goes: ${links.topic}`,
        `—\nYou asked for news of "${item.topicTitle}". End it here: ${links.page}`,
      ].join('\n\n'),
    };
  }
  return {
    subject: `${item.topicTitle}：${corrected ? '更正：' : ''}${item.title}`,
    body: [
      item.title,
      ...(corrected
        ? [
            `这一条更正我们 ${chinaDay(corrected.publishedAt)} 发布、已经撤回的动态。撤回原因：${corrected.withdrawalReason}`,
          ]
        : []),
      item.text,
      ...(links.item ? [`这条动态的页面（如有更正，也在这里）：${links.item}`] : []),
      `更多内容，以及每一分钱去了哪里：${links.topic}`,
      `—\n您订阅了「${item.topicTitle}」的动态。不想再收，请点这里退订：${links.page}`,
    ].join('\n\n'),
  };
}
