import { Inject, Injectable } from '@nestjs/common';
import { addDays, RequestError, startOfDay, type CivilDate } from '#kernel';
import {
  bridgeOf,
  bridgesOf,
  incomeAndSpendingByCampaign,
  ReportsRepository,
  trialBalanceOf,
  type AccountFacts,
  type Bridge,
  type EntryPosting,
  type IncomeAndSpending,
  type Standings,
  type Statement,
  type TrialBalance,
} from '#ledger';
import { OrganizationsRepository, type Federation } from '#organizations';

/** Up to which batch a report speaks. */
export type AsOf = Pick<Standings, 'batch' | 'recordedAt'>;

export interface CityBridge {
  federation: Federation;
  bridge: Bridge;
}

export interface StatementRange {
  /** China's days, both included. */
  from: CivilDate | null;
  to: CivilDate | null;
  after: bigint | null;
  limit: number;
}

/** Reports for pages and for exports: one read, so that both always agree. Days are China's; null is now. */
@Injectable()
export class LedgerReports {
  constructor(
    @Inject(ReportsRepository) private readonly books: ReportsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
  ) {}

  async trialBalance(day: CivilDate | null): Promise<AsOf & { balance: TrialBalance }> {
    const { accounts, ...asOf } = await this.books.standings({ until: endOf(day) });
    return { ...asOf, balance: trialBalanceOf(accounts) };
  }

  async incomeAndSpending(day: CivilDate | null): Promise<AsOf & { campaigns: Map<string, IncomeAndSpending> }> {
    const { accounts, ...asOf } = await this.books.standings({ until: endOf(day) });
    return { ...asOf, campaigns: incomeAndSpendingByCampaign(accounts) };
  }

  /** The bridges of all cities, or of one; a city without an account has one of zeros. */
  async bridges(day: CivilDate | null, orgUnitId?: string): Promise<AsOf & { cities: CityBridge[] }> {
    const federations = (await this.organizations.cityFederations()).filter(
      ({ id }) => orgUnitId === undefined || id === orgUnitId,
    );
    const { accounts, ...asOf } = await this.books.standings({
      until: endOf(day),
      ...(orgUnitId === undefined ? {} : { orgUnitId }),
    });
    const bridges = bridgesOf([...accounts, ...federations.map(({ id }) => ({ ...NO_ACCOUNT, orgUnitId: id }))]);
    const cities = federations.flatMap((federation) => {
      const bridge = bridges.get(federation.id);
      return bridge ? [{ federation, bridge }] : [];
    });
    return { ...asOf, cities };
  }

  /** A federation's bridge by campaign; money of no campaign, such as a grant, is left out. */
  async bridgesByCampaign(orgUnitId: string): Promise<Map<string, Bridge>> {
    const { accounts } = await this.books.standings({ until: null, orgUnitId });
    const campaignIds = new Set(accounts.flatMap(({ campaignId }) => campaignId ?? []));
    return new Map(
      [...campaignIds].map((id) => [id, bridgeOf(accounts.filter(({ campaignId }) => campaignId === id))]),
    );
  }

  /** All accounts, or those of one federation. */
  async accounts(orgUnitId: string | null): Promise<AccountFacts[]> {
    return this.books.accounts(orgUnitId === null ? {} : { orgUnitId });
  }

  /** An account, if there is one and this federation may see it (null may see all). @throws RequestError not_found */
  async account(id: number, orgUnitId: string | null): Promise<AccountFacts> {
    const [account] = await this.books.accounts({ id, ...(orgUnitId === null ? {} : { orgUnitId }) });
    if (!account) throw new RequestError('NOT_FOUND', 'not_found');
    return account;
  }

  async statement(accountId: number, { from, to, after, limit }: StatementRange): Promise<Statement> {
    return this.books.statement({
      accountId,
      from: from === null ? null : startOfDay(from),
      until: endOf(to),
      after,
      limit,
    });
  }

  async postingsOfEntry(
    accountId: number,
    batch: bigint,
    after: number | null,
    limit: number,
  ): Promise<EntryPosting[]> {
    return this.books.postingsOfEntry(accountId, batch, after, limit);
  }
}

/** Adds nothing to a bridge, and makes one for a city that has no account yet. */
const NO_ACCOUNT = {
  id: 0,
  chartCode: '3102',
  purpose: 'CITY_FUND',
  campaignId: null,
  source: 'DIRECT',
  debits: 0n,
  credits: 0n,
  flows: [],
} as const;

function endOf(day: CivilDate | null): Date | null {
  return day === null ? null : startOfDay(addDays(day, 1));
}
