import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AllocationRepository, poolLegs, ruleInForce } from '#allocation';
import type { Campaign } from '#campaigns';
import { apportion, Clock, offsetOf } from '#kernel';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { arithmeticOf } from './explanation.js';
import { AllocationExampleModel } from './rule-example.model.js';

/** ¥100 of nobody's. */
const GIFT = { id: 'plg_00000000000000000000000001', amount: 10_000n } as const;

/** How the rule of a campaign works, by the split that real gifts go through. */
@Resolver(() => CampaignModel)
export class RuleExampleResolver {
  constructor(
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @ResolveField(() => AllocationExampleModel, {
    nullable: true,
    description: 'An example gift of ¥100 to the whole province under the rule in force; null while there is none.',
  })
  @VisibleTo('PUBLIC')
  async ruleExample(
    @Parent() campaign: Campaign,
    @Context() { loaders }: GraphContext,
  ): Promise<AllocationExampleModel | null> {
    const rule = ruleInForce(await this.rules.approvedRules(campaign.programId), campaign.id, this.clock.now());
    if (!rule) return null;
    const federations = await loaders.federations();
    const { id: giftId, amount } = GIFT;
    const management = (amount * BigInt(rule.managementBp)) / 10_000n;
    const legs = poolLegs(campaign, rule.weights);
    const weights = legs.map(({ weight }) => weight);
    const totalWeight = weights.reduce((sum, weight) => sum + weight, 0n);
    const parts = apportion(amount - management, weights, offsetOf(giftId));
    const placement = { amount, management, covered: 0n, route: { totalWeight } };
    return {
      giftId,
      amount,
      management,
      lines: legs.flatMap(({ orgUnitId, weight }, k) => {
        const region = federations.find(({ id }) => id === orgUnitId)?.region;
        const part = parts[k] ?? 0n;
        return region ? [{ region, amount: part, arithmetic: arithmeticOf({ weight, amount: part }, placement) }] : [];
      }),
    };
  }
}
