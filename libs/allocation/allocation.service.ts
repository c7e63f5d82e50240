import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository, type Campaign } from '#campaigns';
import { invariant, InvariantViolation, RequestError, type Fen } from '#kernel';
import { LedgerService, type NewRoute } from '#ledger';
import { OrganizationsRepository } from '#organizations';
import { Database, type Tx } from '#platform';
import { AllocationRepository, type AllocationRule } from './allocation.repository.js';
import { poolLegs } from './pool-legs.js';
import { ruleInForce } from './rule-in-force.js';

/** A paid pledge, as far as routing its money needs to know it. */
export interface Donation {
  /** The pledge's id; it becomes the gift's id in the books. */
  id: string;
  campaignId: string;
  /** The city it is designated to; null leaves it to the pool. */
  regionCode: string | null;
  amount: Fen;
  /** What the payment provider kept; the rule says who carries it. */
  fee: Fen;
  paidAt: Date;
  /** What stands in the public books in place of the giver; empty when there is none. */
  commitment: string;
}

/** Where donations go; each is in one of the two. */
export interface Routing {
  routes: Map<string, number>;
  unroutable: Map<string, InvariantViolation>;
}

@Injectable()
export class AllocationService {
  /** Routes never change once opened, so their ids may be remembered for as long as the process lives. */
  private readonly routeIds = new Map<string, number>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
  ) {}

  /**
   * Finds the route of each donation by the rule in force when it was paid. Routes are opened in transactions of
   * their own, so call this before the one that posts.
   * @returns the routes by donation, and for each that has none (no rule in force, no federation) the reason
   */
  async routesFor(donations: readonly Donation[]): Promise<Routing> {
    const campaigns = await this.campaigns.findMany([...new Set(donations.map(({ campaignId }) => campaignId))]);
    const rulesOf = new Map<string, AllocationRule[]>();
    for (const programId of new Set(campaigns.map((campaign) => campaign.programId))) {
      rulesOf.set(programId, await this.rules.approvedRules(programId));
    }
    const routing: Routing = { routes: new Map(), unroutable: new Map() };
    for (const donation of donations) {
      try {
        const campaign = campaigns.find(({ id }) => id === donation.campaignId);
        invariant(campaign, 'a donation names a campaign that exists');
        const rule = ruleInForce(rulesOf.get(campaign.programId) ?? [], campaign.id, donation.paidAt);
        invariant(rule, 'a rule is in force whenever a gift is paid');
        routing.routes.set(donation.id, await this.routeId(campaign, rule, donation.regionCode));
      } catch (error) {
        if (!(error instanceof InvariantViolation)) throw error;
        routing.unroutable.set(donation.id, error);
      }
    }
    return routing;
  }

  /**
   * The route an approved rule of the campaign's programme gives a designation, whether or not it is in force; opened
   * in a transaction of its own. `regionCode` null is the pool.
   * @throws RequestError rule_not_found, campaign_not_found
   */
  async routeUnder(ruleId: string, campaignId: string, regionCode: string | null): Promise<number> {
    const campaign = await this.campaigns.find(campaignId);
    if (!campaign) throw new RequestError('NOT_FOUND', 'campaign_not_found');
    const rule = (await this.rules.approvedRules(campaign.programId)).find(({ id }) => id === ruleId);
    if (!rule) throw new RequestError('NOT_FOUND', 'rule_not_found');
    return this.routeId(campaign, rule, regionCode);
  }

  /** Posts donations along their routes as one batch; see LedgerService.post for what `conflicts` are. */
  async post(
    tx: Tx,
    donations: readonly Donation[],
    routes: ReadonlyMap<string, number>,
  ): Promise<{ posted: string[]; conflicts: string[] }> {
    const gifts = donations.map(({ id, amount, fee, paidAt, commitment }) => {
      const routeId = routes.get(id);
      invariant(routeId !== undefined, 'a route is found before a gift is posted');
      return { id, routeId, amount, fee, occurredAt: paidAt, commitment };
    });
    return this.ledger.post(tx, gifts);
  }

  private async routeId(campaign: Campaign, rule: AllocationRule, regionCode: string | null): Promise<number> {
    const key = `${campaign.id}/${rule.id}/${regionCode ?? 'POOL'}`;
    const known = this.routeIds.get(key);
    if (known !== undefined) return known;
    const legs = regionCode === null ? poolLegs(campaign, rule.weights) : await this.designatedLegs(regionCode);
    const source = regionCode === null ? 'POOL' : 'DIRECT';
    const route: NewRoute = {
      key,
      campaignId: campaign.id,
      ruleId: rule.id,
      ruleDigest: rule.digest,
      source,
      managementBp: rule.managementBp,
      feeCarrier: rule.feeCarrier,
      legs,
    };
    const id = await this.database.transaction((tx) => this.ledger.ensureRoute(tx, route));
    this.routeIds.set(key, id);
    return id;
  }

  private async designatedLegs(regionCode: string): Promise<NewRoute['legs']> {
    const federation = (await this.organizations.cityFederations()).find(({ region }) => region.code === regionCode);
    invariant(federation, 'a designated city has a federation');
    return [{ orgUnitId: federation.id, weight: 1n }];
  }
}
