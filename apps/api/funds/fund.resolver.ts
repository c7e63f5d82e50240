import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Clock, RequestError, type CivilDate } from '#kernel';
import { LedgerReader } from '#ledger';
import { OrganizationsRepository } from '#organizations';
import { VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { CivilDateScalarType } from '../graphql/scalars.js';
import { LedgerReports } from '../ledger/ledger-reports.js';
import { CityBridgeModel } from '../ledger/reports.model.js';
import { toBridgeModel } from '../ledger/reports.resolver.js';
import { eventInWords, FundLines } from './fund-lines.js';
import { FundLineConnection, FundLineModel, FundModel } from './fund.model.js';

const WHOLE = /^\d{1,18}$/;

/** A federation's own fund; which one is decided by who is signed in, never by an argument. */
@Resolver(() => FundModel)
export class FundResolver {
  constructor(
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(FundLines) private readonly fundLines: FundLines,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(LedgerReports) private readonly reports: LedgerReports,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Query(() => FundModel, { description: "The signed-in federation's own fund." })
  @VisibleTo('FEDERATION')
  async fund(@Context() { viewer }: GraphContext): Promise<FundModel> {
    const orgUnit = viewer?.orgUnitId ? await this.organizations.find(viewer.orgUnitId) : null;
    if (!orgUnit) throw new RequestError('NOT_FOUND', 'fund_not_found');
    const { asOf, ...held } = await this.books.fundBalance(orgUnit.id);
    return { orgUnit, ...held, asOf: asOf ?? this.clock.now() };
  }

  @ResolveField(() => CityBridgeModel, {
    description: 'Its bridge at the end of a day of China’s calendar, or now.',
    nullable: true,
  })
  @VisibleTo('FEDERATION')
  async bridge(
    @Parent() { orgUnit }: FundModel,
    @Context() { t }: GraphContext,
    @Args('asOf', { type: () => CivilDateScalarType, nullable: true }) asOf: CivilDate | null | undefined,
  ): Promise<CityBridgeModel | null> {
    const [city] = (await this.reports.bridges(asOf ?? null, orgUnit.id)).cities;
    return city ? toBridgeModel(city, t) : null;
  }

  @ResolveField(() => FundLineConnection, {
    description: "What came in and went out, newest first; days of China's calendar, both ends included.",
  })
  @VisibleTo('FEDERATION')
  async lines(
    @Parent() { orgUnit }: FundModel,
    @Context() { t }: GraphContext,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('from', { type: () => CivilDateScalarType, nullable: true }) from: CivilDate | null | undefined,
    @Args('to', { type: () => CivilDateScalarType, nullable: true }) to: CivilDate | null | undefined,
  ): Promise<Connection<FundLineModel>> {
    const size = checkedFirst(first);
    const behind = after ? placeOf(decodeCursor(after, 2)) : null;
    const lines = await this.fundLines.page({
      orgUnitId: orgUnit.id,
      from: from ?? null,
      to: to ?? null,
      after: behind,
      limit: size + 1,
    });
    const page = toConnection(lines, size, after, ({ batchId, ordinal }) => encodeCursor(`${batchId}`, `${ordinal}`));
    const edges = page.edges.map(({ cursor, node }) => ({
      cursor,
      node: {
        id: `${node.position}-${node.source}`,
        postingId: node.id,
        isGift: node.kind === 'GIFT',
        event: eventInWords(node, t),
        postedAt: node.recordedAt,
        source: node.source,
        amount: node.amount,
        campaign: node.campaign,
        ruleVersion: node.ruleVersion,
        position: node.position.toString(),
        batchNumber: node.batchNumber.toString(),
      },
    }));
    return { ...page, edges };
  }
}

function placeOf([batchId = '', ordinal = '']: string[]): { batchId: bigint; ordinal: number } {
  if (!WHOLE.test(batchId) || !WHOLE.test(ordinal)) throw new RequestError('BAD_INPUT', 'cursor_malformed');
  return { batchId: BigInt(batchId), ordinal: Number(ordinal) };
}
