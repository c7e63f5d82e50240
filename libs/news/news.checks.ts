import type { Check } from '#platform';

export const newsChecks: readonly Check[] = [
  {
    sentence: 'every item of news has been mailed to the end, or waits to be',
    zh: '每一条动态都已写信告知完毕，或正等待写信',
    offenders: `SELECT item.id FROM news_item item
                WHERE item.sent_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM outbox_message WHERE topic = 'news-send' AND key = item.id)`,
  },
  {
    sentence: 'an item of news was written to as many readers as it counts',
    zh: '每一条动态写出的信与它的计数一致',
    offenders: `SELECT item.id FROM news_item item
                WHERE item.letters <> (SELECT count(*) FROM mail_message
                                       WHERE starts_with(mail_message.id, 'mail_' || item.id || '_'))`,
  },
  {
    sentence: 'whoever is kept as a reader can be written to',
    zh: '保留的每一位订阅者都可以收到信',
    offenders: `SELECT reader.id FROM news_subscription reader
                LEFT JOIN personal_subject person ON person.id = reader.subject_id WHERE person.id IS NULL`,
  },
];
