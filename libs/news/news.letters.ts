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

/** A piece of news by mail, with the way to end it in every letter. */
export function newsLetter(item: NewsItem, links: { topic: string; page: string }, locale: string): NewsLetter {
  if (locale === 'en') {
    return {
      subject: `${item.topicTitle}: ${item.title}`,
      body: [
        item.title,
        item.text,
        `More, and where every fen goes: ${links.topic}`,
        `—\nYou asked for news of "${item.topicTitle}". End it here: ${links.page}`,
      ].join('\n\n'),
    };
  }
  return {
    subject: `${item.topicTitle}：${item.title}`,
    body: [
      item.title,
      item.text,
      `更多内容，以及每一分钱去了哪里：${links.topic}`,
      `—\n您订阅了「${item.topicTitle}」的动态。不想再收，请点这里退订：${links.page}`,
    ].join('\n\n'),
  };
}
