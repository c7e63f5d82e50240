import { Inject } from '@nestjs/common';
import { Args, Context, Int, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '#identity';
import { RequestError, type CivilDate } from '#kernel';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { CivilDateScalarType } from '../graphql/scalars.js';
import type { Translate } from '../messages/messages.js';
import { AccountNames, balanceOn, cityName } from './account-names.js';
import { LedgerReports, type CityBridge } from './ledger-reports.js';
import { bridgeLines, campaignLines } from './report-lines.js';
import {
  AccountStatementModel,
  CityBridgeModel,
  CityBridgesModel,
  EntryPostingConnection,
  EntryPostingModel,
  IncomeAndSpendingModel,
  LedgerAccountModel,
  READERS,
  TrialBalanceModel,
} from './reports.model.js';

const WHOLE = /^\d{1,18}$/;
const AS_OF = { type: () => CivilDateScalarType, nullable: true } as const;

/** Reports of the books. A federation sees its own accounts; that another one exists is not told. */
@Resolver()
export class ReportsResolver {
  constructor(
    @Inject(LedgerReports) private readonly reports: LedgerReports,
    @Inject(AccountNames) private readonly names: AccountNames,
  ) {}

  @Query(() => TrialBalanceModel, { description: 'Every account at the end of a day of China’s calendar, or now.' })
  @VisibleTo(OVERSEERS)
  async trialBalance(
    @Context() { t }: GraphContext,
    @Args('asOf', AS_OF) asOf: CivilDate | null | undefined,
  ): Promise<TrialBalanceModel> {
    const { batch, recordedAt, balance } = await this.reports.trialBalance(asOf ?? null);
    const names = await this.names.of(
      balance.groups.flatMap(({ rows }) => rows.map(({ account }) => account)),
      t,
    );
    return {
      batchNumber: `${batch}`,
      bookedAt: recordedAt,
      debit: balance.debit,
      credit: balance.credit,
      groups: balance.groups.map(({ chartCode, purpose, rows, ...sums }) => ({
        ...sums,
        code: chartCode,
        name: t(`chart_${purpose}`),
        rows: rows.map(({ account, ...columns }) => ({
          ...columns,
          account: { id: account.id, ...names.account(account) },
        })),
      })),
    };
  }

  @Query(() => IncomeAndSpendingModel, {
    description: 'Income and spending by campaign up to the end of a day, or now.',
  })
  @VisibleTo(OVERSEERS)
  async incomeAndSpending(
    @Context() { t }: GraphContext,
    @Args('asOf', AS_OF) asOf: CivilDate | null | undefined,
  ): Promise<IncomeAndSpendingModel> {
    const { batch, recordedAt, campaigns } = await this.reports.incomeAndSpending(asOf ?? null);
    const names = await this.names.of(
      [...campaigns.keys()].filter(Boolean).map((campaignId) => ({ campaignId })),
      t,
    );
    return {
      batchNumber: `${batch}`,
      bookedAt: recordedAt,
      campaigns: [...campaigns].map(([campaignId, account]) => {
        const { incomeTotal, spendingTotal, result, difference } = account;
        const sums = { incomeTotal, spendingTotal, result, difference };
        return { ...sums, ...campaignLines(account, t), campaignId, title: names.campaign(campaignId || null) };
      }),
    };
  }

  @Query(() => CityBridgesModel, {
    description:
      'The bridge of each city at the end of a day, or now. Public: sums only, and everybody may check them.',
  })
  @VisibleTo('PUBLIC')
  async cityBridges(
    @Context() { t }: GraphContext,
    @Args('asOf', AS_OF) asOf: CivilDate | null | undefined,
  ): Promise<CityBridgesModel> {
    const { batch, recordedAt, cities } = await this.reports.bridges(asOf ?? null);
    return { batchNumber: `${batch}`, bookedAt: recordedAt, cities: cities.map((city) => toBridgeModel(city, t)) };
  }

  @Query(() => [LedgerAccountModel], { description: 'The accounts there are statements of; a federation’s own only.' })
  @VisibleTo(READERS)
  async ledgerAccounts(@Context() { t, viewer }: GraphContext): Promise<LedgerAccountModel[]> {
    const accounts = await this.reports.accounts(ownOnly(viewer));
    const names = await this.names.of(accounts, t);
    return accounts.map((account) => ({ id: account.id, ...names.account(account) }));
  }

  @Query(() => AccountStatementModel, {
    description: 'The entries of one account; days of China’s calendar, both ends included.',
  })
  @VisibleTo(READERS)
  async accountStatement(
    @Context() { t, viewer }: GraphContext,
    @Args('accountId', { type: () => Int }) accountId: number,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('from', AS_OF) from: CivilDate | null | undefined,
    @Args('to', AS_OF) to: CivilDate | null | undefined,
  ): Promise<AccountStatementModel> {
    const size = checkedFirst(first);
    const account = await this.reports.account(accountId, ownOnly(viewer));
    const range = { from: from ?? null, to: to ?? null, after: after ? placeOf(after) : null, limit: size + 1 };
    const { opening, closing, entries } = await this.reports.statement(accountId, range);
    const page = toConnection(entries, size, after, ({ version }) => encodeCursor(`${version}`));
    const names = await this.names.of([account], t);
    return {
      account: { id: account.id, ...names.account(account) },
      opening: balanceOn(account, opening),
      closing: balanceOn(account, closing),
      entries: {
        ...page,
        edges: page.edges.map(({ cursor, node }) => ({
          cursor,
          node: {
            id: `${node.version}`,
            batchNumber: `${node.batchNumber}`,
            bookedAt: node.recordedAt,
            debit: node.debit,
            credit: node.credit,
            balance: balanceOn(account, node.credits - node.debits),
            gifts: node.gifts,
          },
        })),
      },
    };
  }

  @Query(() => EntryPostingConnection, { description: 'The gifts and transfers behind an entry, in the books’ order.' })
  @VisibleTo(READERS)
  async entryPostings(
    @Context() { t, viewer }: GraphContext,
    @Args('accountId', { type: () => Int }) accountId: number,
    @Args('batchNumber', { type: () => String }) batchNumber: string,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<Connection<EntryPostingModel>> {
    const size = checkedFirst(first);
    const account = await this.reports.account(accountId, ownOnly(viewer));
    if (!WHOLE.test(batchNumber)) throw new RequestError('BAD_INPUT', 'cursor_malformed');
    const behind = after ? Number(placeOf(after)) : null;
    const postings = await this.reports.postingsOfEntry(account.id, BigInt(batchNumber), behind, size + 1);
    const page = toConnection(postings, size, after, ({ ordinal }) => encodeCursor(`${ordinal}`));
    const edges = page.edges.map(({ cursor, node: { id, kind, position, occurredAt, debit, credit } }) => ({
      cursor,
      node: { id, event: t(`event_${kind}`), position: `${position}`, occurredAt, debit, credit },
    }));
    return { ...page, edges };
  }
}

/** A bridge in the reader's language. */
export function toBridgeModel({ federation, bridge }: CityBridge, t: Translate): CityBridgeModel {
  const { allocated, paid, held, difference } = bridge;
  const sums = { allocated, paid, held, difference };
  return { ...sums, ...bridgeLines(bridge, t), orgUnit: federation, city: cityName(federation.region, t) };
}

/** The federation whose accounts alone a viewer may see; null sees all. @throws RequestError when it has none */
export function ownOnly(viewer: Viewer | null): string | null {
  if (viewer?.role !== 'FEDERATION') return null;
  if (!viewer.orgUnitId) throw new RequestError('NOT_FOUND', 'fund_not_found');
  return viewer.orgUnitId;
}

function placeOf(cursor: string): bigint {
  const [place = ''] = decodeCursor(cursor, 1);
  if (!WHOLE.test(place)) throw new RequestError('BAD_INPUT', 'cursor_malformed');
  return BigInt(place);
}
