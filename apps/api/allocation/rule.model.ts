import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { percent, type AllocationRule } from '#allocation';
import { FeeCarrier, IndicatorKind, PoolMethod, RuleState, SimulationState } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import type { Translate } from '../messages/messages.js';
import { RegionModel } from '../organizations/region.model.js';

registerEnumType(RuleState, {
  name: 'AllocationRuleState',
  description: 'How far a rule has come.',
  valuesMap: {
    DRAFT: { description: 'Being written.' },
    SIMULATED: { description: 'Run over past gifts as it is; a second person may approve it.' },
    APPROVED: { description: 'Approved; it decides from its time on and never changes.' },
    WITHDRAWN: { description: 'Taken back before it took effect.' },
  },
});

registerEnumType(PoolMethod, {
  name: 'PoolMethod',
  description: 'What the pool is shared by.',
  valuesMap: {
    EQUAL: { description: 'Equal shares.' },
    MOTHERS: { description: 'Registered mothers in hardship.' },
    NEED: { description: 'The index of need.' },
    TABLE: { description: 'A table staff enter.' },
  },
});

registerEnumType(FeeCarrier, {
  name: 'FeeCarrier',
  description: 'Who carries what the payment provider keeps.',
  valuesMap: {
    FOUNDATION: { description: 'The foundation, as a cost of fundraising.' },
    GIFT: { description: 'The gift itself: its lines are what is left.' },
  },
});

registerEnumType(IndicatorKind, {
  name: 'IndicatorKind',
  description: 'A figure about a city that rules may share the pool by.',
  valuesMap: {
    MOTHERS: { description: 'Registered mothers in hardship.' },
    NEED: { description: 'The index of need.' },
  },
});

registerEnumType(SimulationState, {
  name: 'SimulationState',
  description: 'How far a simulation has come.',
  valuesMap: {
    QUEUED: { description: 'Waits for the worker.' },
    RUNNING: { description: 'Being computed.' },
    DONE: { description: 'Computed; it never changes.' },
    FAILED: { description: 'Given up, or overtaken by an edit of the draft.' },
  },
});

@ObjectType('AllocationShare', { description: "A city's part of the pool under a rule." })
export class AllocationShareModel {
  @Shown('PUBLIC', () => RegionModel, 'The city.')
  region!: RegionModel;

  @Shown(
    'PUBLIC',
    () => Int,
    'What its share goes by: 1, its registered mothers, its index, or the number of the table.',
  )
  basis!: number;

  @Shown('PUBLIC', () => Int, 'Least share of the pool, in basis points.')
  floorBp!: number;

  @Shown('PUBLIC', () => Int, 'Largest share of the pool, in basis points.')
  capBp!: number;

  @Shown('PUBLIC', () => Int, 'Its weight in whole numbers, after floors and caps.')
  weight!: number;

  @Shown('PUBLIC', () => String, 'Its share of the pool in percent with four decimals, cut, e.g. "7.1428".')
  share!: string;

  @Shown('PUBLIC', () => String, 'Day the figure is of.', { nullable: true })
  asOf!: string | null;

  @Shown('PUBLIC', () => String, 'Where the figure comes from.', { nullable: true })
  source!: string | null;
}

@ObjectType('AllocationRuleTransition', { description: 'A change of a rule: who, why, when.' })
export class AllocationRuleTransitionModel {
  @Shown(OVERSEERS, () => RuleState, 'State before; null at the beginning.', { nullable: true })
  from!: RuleState | null;

  @Shown(OVERSEERS, () => RuleState, 'State after.')
  to!: RuleState;

  @Shown(OVERSEERS, () => String, 'Who did it.')
  actor!: string;

  @Shown(OVERSEERS, () => String, 'Why.')
  reason!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  at!: Date;
}

@ObjectType('AllocationRule', { description: 'A version of the rule that routes money.' })
export class AllocationRuleModel {
  /** The rule itself, for fields that are looked up. */
  rule!: AllocationRule;

  @Shown('PUBLIC', () => ID, 'Opaque id.')
  id!: string;

  @Shown('PUBLIC', () => Int, 'Number within the programme, from 1.')
  version!: number;

  @Shown('PUBLIC', () => RuleState, 'How far it has come; the public sees rules that were approved only.')
  state!: RuleState;

  @Shown('PUBLIC', () => String, "What it says, in plain words of the visitor's language.")
  summary!: string;

  @Shown('PUBLIC', () => PoolMethod, 'What the pool is shared by.')
  method!: PoolMethod;

  @Shown('PUBLIC', () => Int, 'The part of each gift that pays for management, in basis points; at most 1000 by law.')
  managementBp!: number;

  @Shown('PUBLIC', () => FeeCarrier, 'Who carries the payment fee.')
  feeCarrier!: FeeCarrier;

  @Shown('PUBLIC', () => String, 'Why it is as it is, in the words of whoever wrote it.')
  note!: string;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'From when on it decides.')
  effectiveFrom!: Date;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it was approved.', { nullable: true })
  approvedAt!: Date | null;

  @Shown('PUBLIC', () => Int, 'How many people stand behind it: who drafted and who approved.')
  approvals!: number;

  @Shown('PUBLIC', () => String, 'Its canonical text: key=value lines, as in the public books.')
  content!: string;

  @Shown('PUBLIC', () => String, 'SHA-256 of the canonical text, in hexadecimal digits.')
  digest!: string;
}

export const AllocationRuleConnection = connectionOf(AllocationRuleModel, 'AllocationRule', OVERSEERS);

export function toRuleModel(rule: AllocationRule, t: Translate): AllocationRuleModel {
  const { id, version, state, method, managementBp, feeCarrier, note, effectiveFrom, content, digest } = rule;
  return {
    rule,
    ...{ id, version, state, method, managementBp, feeCarrier, note, effectiveFrom, content, digest },
    approvedAt: rule.approvedAt,
    summary: summaryOf(rule, t),
    approvals: new Set([rule.draftedBy, rule.approvedBy].filter(Boolean)).size,
  };
}

/** What a rule says, sentence by sentence; every part of it that decides where money goes has one. */
function summaryOf({ method, managementBp, feeCarrier, weights }: AllocationRule, t: Translate): string {
  const sharing = weights.filter(({ weight }) => weight > 0n);
  const bounded = sharing.filter(({ floorBp, capBp }) => floorBp > 0 || capBp < 10_000).length;
  return [
    t(managementBp === 0 && feeCarrier === 'FOUNDATION' ? 'rule_designated_whole' : 'rule_designated'),
    t(`rule_pool_${method}`, { count: sharing.length }),
    ...(bounded > 0 ? [t('rule_bounds', { count: bounded })] : []),
    managementBp === 0 ? t('rule_management_none') : t('rule_management', { percent: percent(managementBp) }),
    t(`rule_fee_${feeCarrier}`),
  ].join('');
}
