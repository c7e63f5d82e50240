import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ExplainedPlacement, GiftHistory } from '#ledger';
import type { Pledge } from '#pledges';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { cityName } from '../ledger/account-names.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import { AllocationModel, AllocationState, type AllocationLineModel } from './allocation.model.js';
import { arithmeticOf, changeText, chargesOf, reasonOf, standingsOf, standingText, stateOf } from './explanation.js';
import { toRuleModel } from './rule.model.js';

/** Grafts «where this gift went» onto the pledge; pledges never hear of allocation. */
@Resolver(() => PledgeModel)
export class AllocationResolver {
  @ResolveField(() => AllocationModel, { description: 'Where it went, to the fen.' })
  @VisibleTo('GIVER')
  async allocation(@Parent() { id }: Pledge, @Context() context: GraphContext): Promise<AllocationModel> {
    const { loaders, t } = context;
    const history = await loaders.history.load(id);
    const placement = history?.placements.at(-1);
    if (!history || !placement) return waiting(id);
    const rule = await loaders.rule.load(placement.route.ruleId);
    const version = rule?.version ?? 0;
    const lines = await linesOf(id, history, placement, version, context);
    const first = history.placements[0] ?? placement;
    return {
      pledgeId: id,
      state: AllocationState.POSTED,
      postedAt: first.recordedAt,
      position: `${first.position}`,
      batchNumber: `${first.batchNumber}`,
      rule: rule && toRuleModel(rule, t),
      paymentFee: placement.covered > 0n ? null : history.fee,
      lines,
      charges: chargesOf(placement, version, t).map((charge) => ({ pledgeId: id, ...charge })),
      changes: history.changes.map((change) => ({
        pledgeId: id,
        text: changeText(change, t),
        occurredAt: change.occurredAt,
        position: `${change.position}`,
      })),
    };
  }
}

async function linesOf(
  pledgeId: string,
  { placements }: GiftHistory,
  placement: ExplainedPlacement,
  version: number,
  { loaders, t }: GraphContext,
): Promise<AllocationLineModel[]> {
  const federations = new Map((await loaders.federations()).map((federation) => [federation.id, federation]));
  return placement.legs.flatMap((leg) => {
    const orgUnit = federations.get(leg.orgUnitId);
    if (!orgUnit || leg.amount === 0n) return [];
    const city = cityName(orgUnit.region, t);
    const standings = standingsOf(leg);
    return [
      {
        pledgeId,
        amount: leg.amount,
        source: placement.route.source,
        orgUnit,
        title: t('line_title', { city, name: orgUnit.name }),
        reason: reasonOf(leg, placement, { city, version, anew: placements.length > 1 }, t),
        arithmetic: arithmeticOf(leg, placement),
        state: stateOf(standings),
        parts: standings.map((part) => ({ pledgeId, ...part })),
        standing: standingText(standings, t),
      },
    ];
  });
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
    charges: [],
    changes: [],
  };
}
