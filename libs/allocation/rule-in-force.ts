/** What decides which rule routes a gift. */
export interface Scoped {
  campaignId: string | null;
  version: number;
  effectiveFrom: Date;
}

/**
 * The rule that routes a gift paid then: the campaign's own goes before the programme's, and of one scope the latest
 * in force. Null when none was. `allocation.checks.ts` says the same in SQL.
 * @param rules approved ones of the campaign's programme
 */
export function ruleInForce<Rule extends Scoped>(
  rules: readonly Rule[],
  campaignId: string,
  paidAt: Date,
): Rule | null {
  const begun = rules.filter(({ effectiveFrom }) => effectiveFrom <= paidAt).sort(latestFirst);
  return begun.find((rule) => rule.campaignId === campaignId) ?? begun.find((rule) => rule.campaignId === null) ?? null;
}

function latestFirst(a: Scoped, b: Scoped): number {
  return b.effectiveFrom.getTime() - a.effectiveFrom.getTime() || b.version - a.version;
}
