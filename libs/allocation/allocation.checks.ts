import type { Check } from '#platform';

/** From when until when each approved rule routes the gifts of each campaign; `ruleInForce` says the same in code. */
const IN_FORCE = `
  SELECT campaign.id AS campaign_id, rule.id AS rule_id, rule.effective_from AS since,
         least(lead(rule.effective_from) OVER scope,
               CASE WHEN rule.campaign_id IS NULL THEN own.since END) AS until
  FROM campaign
  JOIN allocation_rule rule ON rule.program_id = campaign.program_id AND rule.state = 'APPROVED'
                           AND (rule.campaign_id = campaign.id OR rule.campaign_id IS NULL)
  LEFT JOIN LATERAL (SELECT min(effective_from) AS since FROM allocation_rule
                     WHERE campaign_id = campaign.id AND state = 'APPROVED') own ON true
  WINDOW scope AS (PARTITION BY campaign.id, rule.campaign_id ORDER BY rule.effective_from, rule.version)`;

export const allocationChecks: readonly Check[] = [
  {
    sentence: 'every rule in force was approved by a second person',
    zh: '每一条生效的规则都经过第二个人批准',
    offenders: `SELECT id FROM allocation_rule WHERE state = 'APPROVED' AND (approved_by IS NULL OR approved_by = drafted_by)`,
  },
  {
    sentence: 'every approved rule is what was simulated, and was approved before it took effect',
    zh: '每一条批准的规则都与试算的内容一致，并在生效之前批准',
    offenders: `SELECT rule.id FROM allocation_rule rule
                LEFT JOIN allocation_simulation simulation ON simulation.id = rule.simulation_id
                WHERE rule.state = 'APPROVED'
                  AND NOT EXISTS (SELECT 1 FROM allocation_transition WHERE rule_id = rule.id AND reason = 'carried_over')
                  AND (simulation.rule_digest, simulation.state::text, rule.approved_at < rule.effective_from)
                      IS DISTINCT FROM (rule.digest, 'DONE', true)`,
  },
  {
    sentence: 'every rule says in its text what its rows say',
    zh: '每一条规则的文本与它的数据一致',
    offenders: `SELECT id FROM allocation_rule WHERE content <> allocation_rule_content(id)`,
  },
  {
    sentence: 'a rule is in the state its last transition led to',
    zh: '规则的状态与它最后一次变更一致',
    offenders: `SELECT rule.id FROM allocation_rule rule LEFT JOIN LATERAL (
                  SELECT "to" FROM allocation_transition WHERE rule_id = rule.id ORDER BY id DESC LIMIT 1
                ) last ON true WHERE last."to" IS DISTINCT FROM rule.state`,
  },
  {
    sentence: 'every gift took a route of the rule in force when it was paid',
    zh: '每一笔捐赠都按支付时生效的规则分配',
    offenders: `SELECT gift.id FROM ledger_gift gift
                JOIN ledger_route route ON route.id = gift.route_id
                LEFT JOIN (${IN_FORCE}) force ON force.campaign_id = route.campaign_id AND force.rule_id = route.rule_id
                WHERE gift.occurred_at < force.since OR gift.occurred_at >= force.until
                   OR (force.rule_id IS NULL AND EXISTS (SELECT 1 FROM campaign WHERE id = route.campaign_id))`,
  },
  {
    sentence: 'every route splits by the rule it names',
    zh: '每一条分配路线都按它写明的规则拆分',
    offenders: `SELECT route.id FROM ledger_route route JOIN allocation_rule rule ON rule.id = route.rule_id
                WHERE (route.management_bp, route.fee_carrier) IS DISTINCT FROM (rule.management_bp, rule.fee_carrier)
                   OR route.rule_digest NOT IN (rule.digest, '')`,
  },
];
