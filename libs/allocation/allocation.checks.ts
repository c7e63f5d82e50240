import type { Check } from '#platform';

export const allocationChecks: readonly Check[] = [
  {
    sentence: 'every rule in force was approved by a second person',
    offenders: `SELECT id FROM allocation_rule WHERE state = 'APPROVED' AND (approved_by IS NULL OR approved_by = drafted_by)`,
  },
  {
    sentence: 'every gift took a route of the rule in force when it was paid',
    offenders: `SELECT gift.id FROM ledger_gift gift
                JOIN ledger_route route ON route.id = gift.route_id
                JOIN allocation_rule rule ON rule.id = route.rule_id
                WHERE rule.effective_from > gift.occurred_at`,
  },
];
