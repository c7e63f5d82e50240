import type { Check } from '#platform';

export const newsChecks: readonly Check[] = [
  {
    sentence: 'every item of news has been mailed to the end, waits to be, or was withdrawn',
    zh: '每一条动态都已写信告知完毕、正等待写信，或已撤回',
    offenders: `SELECT item.id FROM news_item item
                WHERE item.sent_at IS NULL AND item.withdrawn_at IS NULL
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
  {
    sentence: 'no letter of a withdrawn item of news waits to be sent',
    zh: '已撤回的动态没有仍待寄出的信',
    offenders: `SELECT item.id FROM news_item item
                JOIN mail_message letter ON starts_with(letter.id, 'mail_' || item.id || '_')
                WHERE item.withdrawn_at IS NOT NULL AND letter.state = 'WAITING'`,
  },
  {
    sentence: 'what an item of news corrects was withdrawn before',
    zh: '动态所更正的那一条，先已撤回',
    offenders: `SELECT item.id FROM news_item item JOIN news_item corrected ON corrected.id = item.corrects_id
                WHERE corrected.withdrawn_at IS NULL OR corrected.withdrawn_at > item.published_at
                   OR corrected.topic_id <> item.topic_id`,
  },
];
