import type { Check } from '#platform';

export const campaignChecks: readonly Check[] = [
  {
    sentence: 'no campaign was ever live without a second person having approved it',
    offenders: `SELECT id FROM campaign WHERE state IN ('LIVE', 'PAUSED', 'ENDED', 'SETTLED')
                AND (approved_by IS NULL OR approved_by = created_by)`,
  },
  {
    sentence: 'a campaign is in the state its last transition led to',
    offenders: `SELECT campaign.id FROM campaign JOIN LATERAL (
                  SELECT "to" FROM campaign_transition WHERE campaign_id = campaign.id ORDER BY id DESC LIMIT 1
                ) last ON true WHERE last."to" <> campaign.state`,
  },
];
