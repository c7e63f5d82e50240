import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import { CHART, type AccountFacts } from '#ledger';
import { OrganizationsRepository } from '#organizations';
import type { Translate } from '../messages/messages.js';

/** Words for what accounts are kept apart by, in one language. */
export interface Names {
  account: (account: AccountFacts) => AccountName;
  campaign: (id: string | null) => string;
  orgUnit: (id: string) => string;
}

export interface AccountName {
  code: string;
  /** The chart's name. */
  name: string;
  /** Campaign, city and source, where it has them. */
  of: string;
}

/** Names a city's federation in the visitor's language; the page's own words stand around it. */
export function cityName(region: { code: string; shortName: string }, t: Translate): string {
  const key = `city_${region.code}`;
  const name = t(key);
  // A city without a word of its own keeps the name of the register.
  return name === t('internal') ? region.shortName : name;
}

/** Finds the names of campaigns and federations that reports show. */
@Injectable()
export class AccountNames {
  constructor(
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
  ) {}

  async of(accounts: readonly Pick<AccountFacts, 'campaignId'>[], t: Translate): Promise<Names> {
    const ids = new Set(accounts.flatMap(({ campaignId }) => (campaignId === null ? [] : [campaignId])));
    const [campaigns, federations] = await Promise.all([
      this.campaigns.findMany([...ids]),
      this.organizations.cityFederations(),
    ]);
    const titles = new Map(campaigns.map(({ id, title }) => [id, title]));
    const cities = new Map(federations.map(({ id, region }) => [id, cityName(region, t)]));
    const campaign = (id: string | null): string => (id === null ? t('no_campaign') : (titles.get(id) ?? id));
    const orgUnit = (id: string): string => cities.get(id) ?? id;
    return {
      campaign,
      orgUnit,
      account: ({ chartCode, purpose, campaignId, orgUnitId, source }) => ({
        code: chartCode,
        name: t(`chart_${purpose}`),
        of: [
          campaignId === null ? '' : campaign(campaignId),
          orgUnitId === null ? '' : orgUnit(orgUnitId),
          source === null ? '' : t(`source_${source}`),
        ]
          .filter(Boolean)
          .join(' · '),
      }),
    };
  }
}

/** What an account holds, counted on the side it grows on. */
export function balanceOn({ purpose }: Pick<AccountFacts, 'purpose'>, credit: bigint): bigint {
  return CHART[purpose].side === 'CREDIT' ? credit : -credit;
}
