import { ID, Int, ObjectType } from '@nestjs/graphql';
import { GraphQLISODateTime } from '@nestjs/graphql';
import type { AllocationRule } from '#allocation';
import { Shown } from '../graphql/access.js';
import type { Translate } from '../messages/messages.js';

@ObjectType('AllocationRule', { description: 'A version of the rule that routes money.' })
export class AllocationRuleModel {
  @Shown('PUBLIC', () => ID, 'Opaque id.')
  id!: string;

  @Shown('PUBLIC', () => Int, 'Number within the programme, from 1.')
  version!: number;

  @Shown('PUBLIC', () => String, "What it says, in plain words of the visitor's language.")
  summary!: string;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'From when on it decides.')
  effectiveFrom!: Date;

  @Shown('PUBLIC', () => Int, 'How many people stand behind it: who drafted and who approved.')
  approvals!: number;
}

export function toRuleModel(rule: AllocationRule, t: Translate): AllocationRuleModel {
  const { id, version, effectiveFrom, draftedBy, approvedBy, weights } = rule;
  return {
    id,
    version,
    effectiveFrom,
    summary: t('rule_summary', { count: weights.length }),
    approvals: new Set([draftedBy, approvedBy].filter(Boolean)).size,
  };
}
