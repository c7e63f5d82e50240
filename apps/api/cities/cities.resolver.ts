import { Inject } from '@nestjs/common';
import { Args, Context, GraphQLISODateTime, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { PUBLIC_STATES, type Campaign } from '#campaigns';
import { chinaDay, Clock, daysBetween, invariant } from '#kernel';
import { CityFlowReader } from '#ledger';
import { CARTOGRAM } from '../campaigns/cartogram.js';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { LedgerReports, type CityBridge } from '../ledger/ledger-reports.js';
import { CityBridgeModel } from '../ledger/reports.model.js';
import { toBridgeModel } from '../ledger/reports.resolver.js';
import { CityModel, CityOfCampaignModel, CityPaymentsModel } from './city.model.js';

/** A payment that leaves the bank at most so many days after it was applied for is on time. */
const ON_TIME_DAYS = 30;

/** Cities as anybody may look at them. */
@Resolver(() => CityModel)
export class CitiesResolver {
  constructor(
    @Inject(LedgerReports) private readonly reports: LedgerReports,
    @Inject(CityFlowReader) private readonly flow: CityFlowReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Query(() => [CityModel], { description: 'The 14 市州 by code, with what came in and what was paid.' })
  @VisibleTo('PUBLIC')
  async cities(): Promise<CityModel[]> {
    const { cities } = await this.reports.bridges(null);
    return cities.map(factsOf);
  }

  @Query(() => CityModel, { nullable: true, description: 'A 市州 by its code; null when there is none.' })
  @VisibleTo('PUBLIC')
  async city(
    @Args('code', { type: () => ID }) code: string,
    @Context() { loaders }: GraphContext,
  ): Promise<CityModel | null> {
    const federation = (await loaders.federations()).find(({ region }) => region.code === code);
    if (!federation) return null;
    const [city] = (await this.reports.bridges(null, federation.id)).cities;
    return city ? factsOf(city) : null;
  }

  @ResolveField(() => CityBridgeModel, { description: 'How one becomes the other, line by line.' })
  @VisibleTo('PUBLIC')
  bridge(@Parent() { own }: CityModel, @Context() { t }: GraphContext): CityBridgeModel {
    return toBridgeModel(own, t);
  }

  @ResolveField(() => GraphQLISODateTime, {
    nullable: true,
    description: 'Since when the oldest of what waits has waited; null when nothing does.',
  })
  @VisibleTo('PUBLIC')
  waitingSince(@Parent() { orgUnit }: CityModel): Promise<Date | null> {
    return this.flow.waitingSince(orgUnit.id);
  }

  @ResolveField(() => Int, { nullable: true, description: "How many days of China's calendar that is." })
  @VisibleTo('PUBLIC')
  async waitingDays(@Parent() { orgUnit }: CityModel): Promise<number | null> {
    const since = await this.flow.waitingSince(orgUnit.id);
    return since && daysBetween(chinaDay(since), chinaDay(this.clock.now()));
  }

  @ResolveField(() => CityPaymentsModel, { description: 'How many payments were made, and how soon.' })
  @VisibleTo('PUBLIC')
  async payments(@Parent() { orgUnit }: CityModel): Promise<CityPaymentsModel> {
    return { ...(await this.flow.payments(orgUnit.id, ON_TIME_DAYS)), days: ON_TIME_DAYS };
  }

  @ResolveField(() => [CityOfCampaignModel], { description: 'What each public campaign brought, the most first.' })
  @VisibleTo('PUBLIC')
  async campaigns(
    @Parent() { orgUnit }: CityModel,
    @Context() { loaders }: GraphContext,
  ): Promise<CityOfCampaignModel[]> {
    const bridges = await this.reports.bridgesByCampaign(orgUnit.id);
    const rows = await Promise.all(
      [...bridges].map(async ([campaignId, { allocated }]) => {
        const campaign = await loaders.campaign.load(campaignId);
        return campaign && PUBLIC_STATES.includes(campaign.state) ? [{ campaignId, allocated }] : [];
      }),
    );
    return rows.flat().sort((a, b) => (a.allocated === b.allocated ? 0 : a.allocated < b.allocated ? 1 : -1));
  }
}

@Resolver(() => CityOfCampaignModel)
export class CityOfCampaignResolver {
  @ResolveField(() => CampaignModel, { description: 'The campaign.' })
  @VisibleTo('PUBLIC')
  async campaign(
    @Parent() { campaignId }: CityOfCampaignModel,
    @Context() { loaders }: GraphContext,
  ): Promise<Campaign> {
    const campaign = await loaders.campaign.load(campaignId);
    invariant(campaign, 'the books name a campaign that exists');
    return campaign;
  }
}

function factsOf(own: CityBridge): CityModel {
  const { federation, bridge } = own;
  const [row, column] = CARTOGRAM[federation.region.code] ?? [0, 0];
  const { allocated, paid, held } = bridge;
  return { own, region: federation.region, orgUnit: federation, row, column, allocated, paid, held };
}
