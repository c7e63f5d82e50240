import { Inject } from '@nestjs/common';
import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { RequestError } from '#kernel';
import { ExplanationsRepository, type PostingFacts } from '#ledger';
import { toRuleModel } from '../allocation/rule.model.js';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { AccountNames } from './account-names.js';
import { PostingModel } from './posting.model.js';
import { READERS } from './reports.model.js';
import { ownOnly } from './reports.resolver.js';

/** "Explain" for any posting: what happened, by which rule, who approved, and what belongs to it. */
@Resolver(() => PostingModel)
export class PostingResolver {
  constructor(
    @Inject(ExplanationsRepository) private readonly books: ExplanationsRepository,
    @Inject(AccountNames) private readonly names: AccountNames,
  ) {}

  @Query(() => PostingModel, {
    description: 'One gift or transfer of the books. A federation sees those that touch its own accounts.',
  })
  @VisibleTo(READERS)
  async posting(
    @Context() { t, viewer, loaders }: GraphContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<PostingModel> {
    const own = ownOnly(viewer);
    const facts = await this.books.posting(id);
    // What is another federation's looks like what is not there.
    if (!facts || (own !== null && !touches(facts, own))) throw new RequestError('NOT_FOUND', 'posting_not_found');
    const names = await this.names.of(
      facts.lines.map(({ account }) => account),
      t,
    );
    const [rule, proposedBy, approvedBy] = await Promise.all([
      facts.ruleId === null ? null : loaders.rule.load(facts.ruleId),
      facts.proposedBy === null ? null : loaders.personName.load(facts.proposedBy),
      facts.approvedBy === null ? null : loaders.personName.load(facts.approvedBy),
    ]);
    const { route } = facts;
    return {
      id: facts.id,
      event: t(`event_${facts.kind}`),
      occurredAt: facts.occurredAt,
      bookedAt: facts.recordedAt,
      batchNumber: `${facts.batchNumber}`,
      position: `${facts.position}`,
      lines: facts.lines.map(({ account, debit, credit }) => ({
        account: { id: account.id, ...names.account(account) },
        debit,
        credit,
      })),
      rule: rule && toRuleModel(rule, t),
      inputs:
        route?.legs.map(({ orgUnitId, weight }) => ({ city: names.orgUnit(orgUnitId), weight: `${weight}` })) ?? [],
      totalWeight: route ? `${route.totalWeight}` : null,
      managementBp: route?.managementBp ?? null,
      feeCarrier: route?.feeCarrier ?? null,
      proposedBy: facts.proposedBy === null ? null : (proposedBy ?? t('actor_unknown')),
      approvedBy: facts.approvedBy === null ? null : (approvedBy ?? t('actor_unknown')),
      note: facts.note,
      giftPledgeId: own === null ? facts.giftId : null,
      document: facts.document,
      links: facts.links.map(({ relation, kind, position, id: linked }) => ({
        id: linked,
        relation: t(`link_${relation}`),
        event: t(`event_${kind}`),
        position: `${position}`,
      })),
    };
  }
}

function touches({ lines }: PostingFacts, orgUnitId: string): boolean {
  return lines.some(({ account }) => account.orgUnitId === orgUnitId);
}
