import type { Check } from '#platform';

export const donorChecks: readonly Check[] = [
  {
    sentence: 'of whoever was erased, no name or word is left in public',
    zh: '已删除个人信息的捐赠人，公开页面上不再有其名字和留言',
    offenders: `SELECT pledge.id FROM pledge LEFT JOIN personal_subject person ON person.id = pledge.subject_id
                WHERE pledge.subject_id IS NOT NULL AND person.id IS NULL
                  AND (pledge.display_name IS NOT NULL OR pledge.message IS NOT NULL)
                UNION ALL
                SELECT honour.pledge_id FROM gift_honour honour
                LEFT JOIN personal_subject person ON person.id = honour.subject_id
                WHERE person.id IS NULL AND honour.shown_name IS NOT NULL
                UNION ALL
                SELECT gift.id FROM monthly_gift gift LEFT JOIN personal_subject person ON person.id = gift.subject_id
                WHERE person.id IS NULL AND gift.display_name IS NOT NULL`,
  },
  {
    sentence: 'no monthly gift of whoever was erased goes on',
    zh: '已删除个人信息的捐赠人没有仍在进行的月捐',
    offenders: `SELECT gift.id FROM monthly_gift gift LEFT JOIN personal_subject person ON person.id = gift.subject_id
                WHERE person.id IS NULL AND gift.state <> 'ENDED'`,
  },
  {
    sentence: 'every account of a donor has its key',
    zh: '每个捐赠人账号都有自己的密钥',
    offenders: `SELECT account.user_id FROM donor_account account
                LEFT JOIN personal_subject person ON person.id = account.subject_id WHERE person.id IS NULL`,
  },
  {
    sentence: 'an address opens one account of a donor, and finds the person of that account',
    zh: '一个邮箱只对应一个捐赠人账号，并能找到该账号的本人',
    offenders: `SELECT account.user_id FROM donor_account account
                JOIN personal_subject person ON person.id = account.subject_id
                WHERE person.email_lookup IS DISTINCT FROM account.email_lookup
                UNION ALL
                SELECT min(user_id) FROM donor_account WHERE email_lookup IS NOT NULL
                GROUP BY email_lookup HAVING count(*) > 1`,
  },
];
