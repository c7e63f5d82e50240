import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Pledge } from '#pledges';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import { AllocationModel, AllocationState } from './allocation.model.js';
import { arithmeticOf, reasonOf } from './explanation.js';
import { toRuleModel } from './rule.model.js';

/** Grafts «where this gift went» onto the pledge; pledges never hear of allocation. */
@Resolver(() => PledgeModel)
export class AllocationResolver {
  @ResolveField(() => AllocationModel, { description: 'Where it went, to the fen.' })
  @VisibleTo('GIVER')
  async allocation(@Parent() { id }: Pledge, @Context() { loaders, t }: GraphContext): Promise<AllocationModel> {
    const posting = await loaders.posting.load(id);
    if (!posting) return waiting(id);
    const rule = await loaders.rule.load(posting.ruleId);
    const federations = new Map((await loaders.federations()).map((federation) => [federation.id, federation]));
    const lines = posting.legs.flatMap(({ orgUnitId, amount, weight }) => {
      const orgUnit = federations.get(orgUnitId);
      if (!orgUnit || amount === 0n) return [];
      const leg = { amount, weight, city: orgUnit.region.shortName };
      const reason = reasonOf(leg, posting, rule?.version ?? 0, t);
      return [
        { pledgeId: id, amount, source: posting.source, orgUnit, reason, arithmetic: arithmeticOf(leg, posting) },
      ];
    });
    return {
      pledgeId: id,
      state: AllocationState.POSTED,
      postedAt: posting.recordedAt,
      position: posting.position.toString(),
      batchNumber: posting.batchNumber.toString(),
      rule: rule && toRuleModel(rule, t),
      paymentFee: posting.fee,
      lines,
    };
  }
}

function waiting(pledgeId: string): AllocationModel {
  return {
    pledgeId,
    state: AllocationState.WAITING,
    postedAt: null,
    position: null,
    batchNumber: null,
    rule: null,
    paymentFee: null,
    lines: [],
  };
}
