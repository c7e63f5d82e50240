import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Campaign } from '#campaigns';
import { invariant } from '#kernel';
import { previewFromJson, ReallocationsRepository, wishFromJson, type Reallocation } from '#reallocations';
import { AllocationRuleModel, toRuleModel } from '../allocation/rule.model.js';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { reasonInWords } from '../messages/reason.js';
import { OrgUnitModel } from '../organizations/region.model.js';
import {
  CityChangeModel,
  FundShortageModel,
  ReallocationModel,
  ReallocationPreviewModel,
  ReallocationProgressModel,
  ReallocationStepModel,
} from './reallocation.model.js';

/** What a re-allocation is about, who did what, and how far it has come. */
@Resolver(() => ReallocationModel)
export class ReallocationFieldsResolver {
  constructor(@Inject(ReallocationsRepository) private readonly documents: ReallocationsRepository) {}

  @ResolveField(() => CampaignModel, { description: 'Of which campaign.' })
  @VisibleTo(OVERSEERS)
  async campaign(@Parent() { campaignId }: Reallocation, @Context() { loaders }: GraphContext): Promise<Campaign> {
    const campaign = await loaders.campaign.load(campaignId);
    invariant(campaign, 'a re-allocation names a campaign that exists');
    return campaign;
  }

  @ResolveField(() => AllocationRuleModel, { description: 'The rule the money goes by.' })
  @VisibleTo(OVERSEERS)
  rule(@Parent() { ruleId }: Reallocation, @Context() context: GraphContext): Promise<AllocationRuleModel> {
    return ruleModel(ruleId, context);
  }

  @ResolveField(() => OrgUnitModel, { nullable: true, description: 'The federation that gives back; null for gifts.' })
  @VisibleTo(OVERSEERS)
  async orgUnit(@Parent() { orgUnitId }: Reallocation, @Context() context: GraphContext): Promise<OrgUnitModel | null> {
    return orgUnitId === null ? null : federation(orgUnitId, context);
  }

  @ResolveField(() => String, { description: 'Which money it is, in one sentence.' })
  @VisibleTo(OVERSEERS)
  async about(@Parent() document: Reallocation, @Context() context: GraphContext): Promise<string> {
    const { t, loaders } = context;
    const wish = wishFromJson(document.selection);
    const city = async (code: string): Promise<string> =>
      (await loaders.federations()).find(({ region }) => region.code === code)?.region.shortName ?? code;
    if (wish.kind === 'FUND_RETURN') {
      const params = { city: await city(wish.regionCode), source: t(`source_${wish.source}`), amount: wish.amount };
      return t('reallocation_about_return', params);
    }
    const count = previewFromJson(document.preview).gifts;
    if (wish.giftIds.length > 0) return t('reallocation_about_ids', { count });
    const version = wish.fromRuleId ? (await loaders.rule.load(wish.fromRuleId))?.version : undefined;
    const sentence = t('reallocation_about_rule', { count, version: version ?? 0 });
    const days =
      wish.from || wish.to ? t('reallocation_about_days', { from: wish.from ?? '…', to: wish.to ?? '…' }) : '';
    const place = wish.regionCode ? t('reallocation_about_city', { city: await city(wish.regionCode) }) : '';
    return sentence + days + place;
  }

  @ResolveField(() => String, { description: 'Who proposed it.' })
  @VisibleTo(OVERSEERS)
  proposedBy(@Parent() document: Reallocation, @Context() context: GraphContext): Promise<string> {
    return name(document.proposedBy, context);
  }

  @ResolveField(() => String, { nullable: true, description: 'Who agreed.' })
  @VisibleTo(OVERSEERS)
  async approvedBy(@Parent() document: Reallocation, @Context() context: GraphContext): Promise<string | null> {
    return document.approvedBy === null ? null : name(document.approvedBy, context);
  }

  @ResolveField(() => ReallocationPreviewModel, { description: 'What it does, city by city.' })
  @VisibleTo(OVERSEERS)
  preview(@Parent() { preview }: Reallocation): ReallocationPreviewModel {
    return previewFromJson(preview);
  }

  @ResolveField(() => ReallocationProgressModel, { description: 'How many gifts stand where.' })
  @VisibleTo(OVERSEERS)
  async progress(@Parent() { id }: Reallocation): Promise<ReallocationProgressModel> {
    const { WAITING, POSTED, SKIPPED } = await this.documents.progress(id);
    return { waiting: WAITING, posted: POSTED, skipped: SKIPPED };
  }

  @ResolveField(() => [FundShortageModel], {
    description: 'What posting waits for; empty while it gets on.',
  })
  @VisibleTo(OVERSEERS)
  waitsFor(@Parent() { failure }: Reallocation): FundShortageModel[] {
    return (failure ?? '').split(',').flatMap((each) => {
      const [orgUnitId = '', missing = ''] = each.split(':');
      return /^\d+$/.test(missing) ? [{ orgUnitId, missing: BigInt(missing) }] : [];
    });
  }

  @ResolveField(() => [ReallocationStepModel], { description: 'Every step, oldest first.' })
  @VisibleTo(OVERSEERS)
  async history(@Parent() { id }: Reallocation, @Context() context: GraphContext): Promise<ReallocationStepModel[]> {
    const steps = await this.documents.transitions(id);
    return Promise.all(
      steps.map(async ({ to, actor, reason, at }) => ({
        to,
        at,
        actor: await name(actor, context),
        reason: reasonInWords(reason, context.t),
      })),
    );
  }
}

@Resolver(() => ReallocationPreviewModel)
export class ReallocationPreviewResolver {
  @ResolveField(() => AllocationRuleModel, { description: 'The rule the money goes by.' })
  @VisibleTo(OVERSEERS)
  rule(@Parent() { ruleId }: ReallocationPreviewModel, @Context() context: GraphContext): Promise<AllocationRuleModel> {
    return ruleModel(ruleId, context);
  }
}

@Resolver(() => CityChangeModel)
export class CityChangeResolver {
  @ResolveField(() => OrgUnitModel, { description: 'The federation.' })
  @VisibleTo(OVERSEERS)
  orgUnit(@Parent() { orgUnitId }: CityChangeModel, @Context() context: GraphContext): Promise<OrgUnitModel> {
    return federation(orgUnitId, context);
  }
}

@Resolver(() => FundShortageModel)
export class FundShortageResolver {
  @ResolveField(() => OrgUnitModel, { description: 'The federation.' })
  @VisibleTo(OVERSEERS)
  orgUnit(@Parent() { orgUnitId }: FundShortageModel, @Context() context: GraphContext): Promise<OrgUnitModel> {
    return federation(orgUnitId, context);
  }
}

async function federation(orgUnitId: string, { loaders }: GraphContext): Promise<OrgUnitModel> {
  const found = (await loaders.federations()).find(({ id }) => id === orgUnitId);
  invariant(found, 'a fund belongs to a federation that exists');
  return found;
}

async function ruleModel(ruleId: string, { loaders, t }: GraphContext): Promise<AllocationRuleModel> {
  const rule = await loaders.rule.load(ruleId);
  invariant(rule, 'money goes by a rule that exists');
  return toRuleModel(rule, t);
}

async function name(actor: string, { loaders, t }: GraphContext): Promise<string> {
  if (actor.startsWith('system:')) return t('actor_system');
  return (await loaders.personName.load(actor)) ?? t('actor_unknown');
}
