import type { Check } from '#platform';

export const campaignChecks: readonly Check[] = [
  {
    sentence: 'no campaign was ever live without a second person having approved it',
    zh: '没有一个活动未经第二个人批准就上线',
    offenders: `SELECT id FROM campaign WHERE state IN ('LIVE', 'PAUSED', 'ENDED', 'SETTLED')
                AND (approved_by IS NULL OR approved_by = created_by)`,
  },
  {
    sentence: 'a campaign is in the state its last transition led to',
    zh: '活动的状态与它最后一次变更一致',
    offenders: `SELECT campaign.id FROM campaign JOIN LATERAL (
                  SELECT "to" FROM campaign_transition WHERE campaign_id = campaign.id ORDER BY id DESC LIMIT 1
                ) last ON true WHERE last."to" <> campaign.state`,
  },
];
