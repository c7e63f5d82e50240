import { Inject, Injectable } from '@nestjs/common';
import { SamePersonError } from '#campaigns';
import type { Viewer } from '#identity';
import { Clock, FieldRejectedError, IdSource, invariant, isId, RequestError } from '#kernel';
import { LedgerReader, ShortFundsError, TransfersService } from '#ledger';
import { Database, isUniqueViolation, Outbox, type Tx } from '#platform';
import { ReallocationPlanner, type Groundwork } from './reallocation-planner.js';
import {
  keyOf,
  wishFromJson,
  type FundReturnWish,
  type ReallocationPlan,
  type ReallocationPreview,
  type ReallocationWish,
} from './reallocation.types.js';
import { PostingStoppedError, PreviewOutdatedError, ReallocationStateError } from './reallocations.errors.js';
import { ReallocationsRepository, type Reallocation } from './reallocations.repository.js';

const SYSTEM = 'system:books';

export interface Proposal {
  /** Given with the preview; also keeps a proposal from being made twice. */
  id: string;
  /** Of the preview that was looked at. */
  hash: string;
  /** Said in public. */
  note: string;
  /** Said to colleagues. */
  reason: string;
}

/** Verbs of a re-allocation. Each takes the person who acts; who may act at all is decided at the edge. */
@Injectable()
export class ReallocationsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReallocationsRepository) private readonly documents: ReallocationsRepository,
    @Inject(ReallocationPlanner) private readonly planner: ReallocationPlanner,
    @Inject(TransfersService) private readonly transfers: TransfersService,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /** What a wish would do, and the id its document would have. Keeps nothing. @throws FieldRejectedError */
  async preview(wish: ReallocationWish): Promise<{ id: string; preview: ReallocationPreview }> {
    const id = this.ids.next('reallocation');
    const { preview } = await this.planner.preview(id, wish);
    return { id, preview };
  }

  /**
   * Proposes exactly what was previewed.
   * @throws FieldRejectedError, PreviewOutdatedError, ShortFundsError, RequestError CONFLICT when the id is taken
   */
  async propose(maker: Viewer, wish: ReallocationWish, proposal: Proposal): Promise<Reallocation> {
    const { id, hash, note, reason } = proposal;
    if (!isId('reallocation', id)) throw new FieldRejectedError('id', 'id_malformed');
    const ground = await this.planner.groundwork(wish);
    try {
      return await this.database.transaction(async (tx) => {
        const plan = await this.planner.plan(tx, id, wish, ground);
        if (plan.preview.amount === 0n) throw new FieldRejectedError('fromRuleId', 'reallocation_moves_nothing');
        if (plan.preview.hash !== hash) throw new PreviewOutdatedError(plan.preview);
        refuseShortage(plan);
        const orgUnitId = ground.kind === 'FUND_RETURN' ? ground.orgUnitId : null;
        const at = this.clock.now();
        await this.documents.insert(tx, {
          id,
          wish,
          orgUnitId,
          plan,
          note,
          reason,
          proposedBy: maker.id,
          proposedAt: at,
        });
        await this.record(tx, id, null, 'PROPOSED', maker.id, reason);
        return this.locked(tx, id);
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new RequestError('CONFLICT', 'reallocation_id_taken');
      throw error;
    }
  }

  /**
   * Agrees to exactly what was seen. Money given back is in the books with this; gifts follow in batches.
   * @throws SamePersonError, ReallocationStateError, ShortFundsError, PostingStoppedError; PreviewOutdatedError when
   *   the books have moved: the document then shows what would happen now, for both people to look at again
   */
  async approve(checker: Viewer, id: string, hash: string, reason: string): Promise<Reallocation> {
    if (await this.books.halted()) throw new PostingStoppedError();
    const document = await this.get(id);
    const wish = wishFromJson(document.selection);
    const ground = await this.groundOf(document, wish);
    try {
      return await this.database.transaction((tx) => this.approveIn(tx, checker, { id, hash, reason }, wish, ground));
    } catch (error) {
      if (error instanceof PreviewOutdatedError) await this.renew(id, wish, ground);
      throw error;
    }
  }

  /** Refuses what was proposed, or takes one's own proposal back. @throws ReallocationStateError */
  async reject(staff: Viewer, id: string, reason: string): Promise<Reallocation> {
    return this.database.transaction(async (tx) => {
      const document = await this.locked(tx, id);
      if (document.state !== 'PROPOSED') throw new ReallocationStateError(document.state);
      await this.documents.decide(tx, id, { state: 'REJECTED' });
      await this.record(tx, id, 'PROPOSED', 'REJECTED', staff.id, reason);
      return this.locked(tx, id);
    });
  }

  /** Tries again to post what waits, e.g. because a city held too little. @throws ReallocationStateError */
  async goOn(id: string): Promise<Reallocation> {
    return this.database.transaction(async (tx) => {
      const document = await this.locked(tx, id);
      if (document.state !== 'APPROVED' || document.postedAt) throw new ReallocationStateError(document.state);
      await this.outbox.publish(tx, 'reallocations-post', [{ key: id }]);
      return document;
    });
  }

  /** Which gifts a document moves was settled when it was proposed: what was given since is not among them. */
  private async groundOf({ id, ruleId }: Reallocation, wish: ReallocationWish): Promise<Groundwork> {
    if (wish.kind === 'FUND_RETURN') return this.planner.groundwork(wish);
    return { kind: 'GIFTS', ruleId, moves: await this.documents.items(id) };
  }

  private async approveIn(
    tx: Tx,
    checker: Viewer,
    { id, hash, reason }: { id: string; hash: string; reason: string },
    wish: ReallocationWish,
    ground: Groundwork,
  ): Promise<Reallocation> {
    const document = await this.locked(tx, id);
    if (document.state !== 'PROPOSED') throw new ReallocationStateError(document.state);
    if (document.proposedBy === checker.id) throw new SamePersonError();
    const plan = await this.planner.plan(tx, id, wish, ground);
    if (plan.preview.hash !== hash || document.hash !== hash) throw new PreviewOutdatedError(plan.preview);
    refuseShortage(plan);
    const at = this.clock.now();
    await this.documents.decide(tx, id, { state: 'APPROVED', approvedBy: checker.id, approvedAt: at });
    await this.record(tx, id, 'PROPOSED', 'APPROVED', checker.id, reason);
    if (wish.kind === 'GIFTS') await this.outbox.publish(tx, 'reallocations-post', [{ key: id }]);
    else await this.postReturn(tx, document, checker, wish, ground, at);
    return this.locked(tx, id);
  }

  /** The city's money goes to the pool, and the pool's to its cities, in one transaction. */
  private async postReturn(
    tx: Tx,
    { id, note, proposedBy, ruleId }: Reallocation,
    checker: Viewer,
    { campaignId, source, amount }: FundReturnWish,
    ground: Groundwork,
    occurredAt: Date,
  ): Promise<void> {
    invariant(ground.kind === 'FUND_RETURN', 'groundwork is of the kind of its wish');
    const { orgUnitId, routeId } = ground;
    const common = { amount, note, proposedBy, approvedBy: checker.id, document: id, occurredAt };
    await this.transfers.post(tx, [
      { ...common, id: keyOf(id, 'return'), kind: 'FUND_RETURNED_TO_POOL', campaignId, orgUnitId, source },
    ]);
    await this.transfers.allocatePool(tx, { ...common, id: keyOf(id, 'allocation'), routeId, ruleId });
    await this.documents.setPosted(tx, id, occurredAt);
  }

  /** The document shows what would happen now; whoever looks at it next agrees to that or does not. */
  private async renew(id: string, wish: ReallocationWish, ground: Groundwork): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { state, hash } = await this.locked(tx, id);
      const plan = await this.planner.plan(tx, id, wish, ground);
      // Up to date already (somebody looked at an old page), or nothing is left to be moved.
      if (state !== 'PROPOSED' || hash === plan.preview.hash || plan.preview.amount === 0n) return;
      await this.documents.renew(tx, id, plan);
      await this.record(tx, id, 'PROPOSED', 'PROPOSED', SYSTEM, 'preview_renewed');
    });
  }

  private async record(
    tx: Tx,
    id: string,
    from: Reallocation['state'] | null,
    to: Reallocation['state'],
    actor: string,
    reason: string,
  ): Promise<void> {
    await this.documents.recordTransition(tx, id, { from, to, actor, reason, at: this.clock.now() });
  }

  private async get(id: string): Promise<Reallocation> {
    const document = await this.documents.find(id);
    if (!document) throw new RequestError('NOT_FOUND', 'reallocation_not_found');
    return document;
  }

  private async locked(tx: Tx, id: string): Promise<Reallocation> {
    const document = await this.documents.lock(tx, id);
    if (!document) throw new RequestError('NOT_FOUND', 'reallocation_not_found');
    return document;
  }
}

function refuseShortage({ preview }: ReallocationPlan): void {
  const short = preview.cities.filter(({ missing }) => missing > 0n);
  if (short.length === 0) return;
  throw new ShortFundsError(short.map(({ orgUnitId, held, missing }) => ({ orgUnitId, held, missing })));
}
