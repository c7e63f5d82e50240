import { createHash } from 'node:crypto';
import type { SolvedRule } from './rule.types.js';

/** What a rule's text says beside what its maker filled in. */
export interface RuleIdentity {
  id: string;
  programId: string;
  version: number;
}

/**
 * The canonical text of a rule: `key=value` lines in a fixed order, cities by code (docs/books-format.md). The database
 * function `allocation_rule_content` writes the same.
 */
export function ruleContent(rule: SolvedRule & RuleIdentity): string {
  const lines = [
    'yiqijuan-rule/1',
    `id=${rule.id}`,
    `program=${rule.programId}`,
    `campaign=${rule.campaignId ?? '-'}`,
    `version=${rule.version}`,
    `effectiveFrom=${rule.effectiveFrom.getTime()}`,
    `method=${rule.method}`,
    `managementBp=${rule.managementBp}`,
    `feeCarrier=${rule.feeCarrier}`,
    `note=${rule.note}`,
  ];
  const cities = [...rule.cities].sort((a, b) => (a.regionCode < b.regionCode ? -1 : 1));
  for (const { regionCode, orgUnitId, basis, floorBp, capBp, weight, asOf, source } of cities) {
    const say = (name: string, value: string | number | bigint): number =>
      lines.push(`city.${regionCode}.${name}=${value}`);
    say('fund', orgUnitId);
    say('basis', basis);
    say('floorBp', floorBp);
    say('capBp', capBp);
    say('weight', weight);
    if (asOf !== null) say('asOf', asOf);
    if (source !== null) say('source', source);
  }
  return lines.join('\n');
}

/** SHA-256 of a text, as 64 hexadecimal digits. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
