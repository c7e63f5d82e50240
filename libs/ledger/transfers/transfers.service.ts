import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant, offsetOf, proportion, type Fen } from '#kernel';
import type { Tx } from '#platform';
import {
  allocation,
  credit,
  deallocation,
  debit,
  leftOf,
  partAccounts,
  partsAlong,
  takenFrom,
  type Line,
  type Placement,
} from './gift-changes.js';
import { GiftExceededError, InsufficientFundError, TransferConflictError } from '../ledger.errors.js';
import { LedgerRepository, type TransferRow } from '../ledger.repository.js';
import { turned, unmatching } from './match-changes.js';
import { MatchesRepository } from './matches.repository.js';
import { PlacementsRepository } from './placements.repository.js';
import { POSTINGS, type PostingLine } from './postings.js';
import type {
  GiftReturn,
  PlainEvent,
  PoolAllocation,
  Posted,
  ReturnedGift,
  ReturnPreview,
  ReturnUndone,
} from './transfer.types.js';

type Drafted = Omit<TransferRow, 'lines'> & { lines: Line[] };

/** What each kind of undoing undoes. */
const UNDOES = { CHARGEBACK_WON: 'GIFT_CHARGED_BACK', REFUND_FAILED: 'GIFT_REFUNDED' } as const;
type UndoingKind = keyof typeof UNDOES;

/**
 * Posts everything that is not a gift. Each event has a business key: the same key again changes nothing, and with
 * another content is a conflict. Accounts are locked before they are read, so the last yuan of a fund is given once.
 */
@Injectable()
export class TransfersService {
  constructor(
    @Inject(LedgerRepository) private readonly books: LedgerRepository,
    @Inject(PlacementsRepository) private readonly placements: PlacementsRepository,
    @Inject(MatchesRepository) private readonly matches: MatchesRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Posts events with one amount each, as one batch.
   * @throws InsufficientFundError when an account would give more than it holds; TransferConflictError
   */
  async post(tx: Tx, events: readonly PlainEvent[]): Promise<Posted[]> {
    const drafts: Drafted[] = [];
    for (const event of events) drafts.push(await this.draft(tx, event));
    const accounts = drafts.flatMap(({ lines }) => lines.map(({ account }) => account));
    const held = await this.books.lock(tx, accounts);
    const ids = drafts.map(({ id }) => id);
    const known = await this.placements.knownTransfers(tx, ids);
    const fresh = drafts.filter(({ id }) => !known.has(id));
    await this.refuseOverdraft(tx, fresh, held);
    await this.write(tx, drafts);
    return drafts.map(({ id }) => ({ id, fresh: !known.has(id), carriedByPool: 0n }));
  }

  /**
   * Reverses a gift or a part of it, as it was posted, because its money went back to the giver. What sponsors matched of
   * it goes back to their pool in the same proportion.
   * @throws GiftExceededError when less is left of the gift; TransferConflictError
   */
  async returnGift(tx: Tx, gift: GiftReturn): Promise<Posted> {
    const { id, kind, giftId, amount } = gift;
    const known = await this.knownReturn(tx, gift);
    if (known) return known;
    const { placement, held, carrier } = await this.lockPlacement(tx, giftId);
    // Whoever held the locks before us may have posted this very event.
    const meanwhile = await this.knownReturn(tx, gift);
    if (meanwhile) return meanwhile;
    const left = leftOf(placement);
    if (amount > left) throw new GiftExceededError(giftId, amount, left);
    const taken = takenFrom(placement, id, amount);
    const { lines, shortfall } = deallocation(placement, taken, held);
    const { route } = placement;
    const matches = await this.matches.standing(tx, giftId);
    const unmatched = unmatching(matches, { id, amount, left, carrier }, held);
    const common = { ...authorityOf(gift), giftId, occurredAt: gift.occurredAt };
    await this.write(tx, [
      {
        ...common,
        id,
        kind,
        routeId: route.id,
        reverses: placement.id,
        ruleId: null,
        parts: taken.map((part) => -part),
        lines: [
          debit(route.incomeAccount, amount),
          credit(route.cashAccount, amount),
          ...lines,
          ...(shortfall > 0n ? [debit(carrier, shortfall)] : []),
          credit(route.unallocatedAccount, amount),
        ],
      },
      ...unmatched.map((change) => ({ ...common, ...change, routeId: null, ruleId: null, parts: [] })),
    ]);
    const carriedForMatch = unmatched.reduce((sum, { shortfall: part }) => sum + part, 0n);
    return { id, fresh: true, carriedByPool: shortfall + carriedForMatch };
  }

  /** A chargeback was won back. @throws as undoReturn */
  async winChargeback(tx: Tx, id: string, chargebackId: string, occurredAt: Date): Promise<Posted> {
    return this.undoReturn(tx, 'CHARGEBACK_WON', { id, returnId: chargebackId, occurredAt });
  }

  /** A refund failed after its money had left: the money is ours again. @throws as undoReturn */
  async failRefund(tx: Tx, undone: ReturnUndone): Promise<Posted> {
    return this.undoReturn(tx, 'REFUND_FAILED', undone);
  }

  /**
   * Money that had gone back has come back. The return is reversed line by line; where the gift has been allocated anew
   * meanwhile, the money follows it there, and the pool goes on carrying what the city of before had spent.
   * @throws InvariantViolation when there is no such return; TransferConflictError when it was undone before
   */
  private async undoReturn(tx: Tx, kind: UndoingKind, { id, returnId, occurredAt }: ReturnUndone): Promise<Posted> {
    const returned = await this.placements.transfer(tx, returnId);
    invariant(returned?.giftId && returned.kind === UNDOES[kind], 'what comes back had gone back before');
    const { placement, held } = await this.lockPlacement(tx, returned.giftId);
    const before = await this.placements.undoing(tx, returnId);
    if (before !== null && before !== id) throw new TransferConflictError([before]);
    if (before !== null) return { id, fresh: false, carriedByPool: 0n };
    const { document, giftId, amount } = returned;
    const common = { giftId, document, note: null, proposedBy: null, approvedBy: null, occurredAt, ruleId: null };
    const { route } = placement;
    const moved = placement.id !== returned.reverses;
    const parts = moved ? partsAlong(route, id, amount, 0n) : returned.parts.map((part) => -part);
    const back = [
      debit(route.cashAccount, amount),
      credit(route.incomeAccount, amount),
      debit(route.unallocatedAccount, amount),
      ...allocation(route, parts),
    ];
    const rematched = await this.matches.restorable(tx, { id, returnId }, held);
    await this.write(tx, [
      {
        ...common,
        id,
        kind,
        routeId: route.id,
        reverses: returnId,
        parts,
        lines: moved ? back : turned(returned.lines),
      },
      ...rematched.map((change) => ({ ...common, ...change, routeId: null, parts: [] })),
    ]);
    return { id, fresh: true, carriedByPool: 0n };
  }

  /** What has gone back of gifts, by id; one that is not in the books is absent. */
  async returnsOf(tx: Tx, giftIds: readonly string[]): Promise<Map<string, ReturnedGift>> {
    return this.placements.returns(tx, giftIds);
  }

  /**
   * What a return of `amount` would take from each city and what the pool would carry; changes nothing.
   * @param id the return's own, which decides where the odd fen goes
   * @throws GiftExceededError when less is left; InvariantViolation when the gift is not in the books
   */
  async previewReturn(tx: Tx, giftId: string, id: string, amount: Fen): Promise<ReturnPreview> {
    const placement = await this.placements.find(tx, giftId);
    if (amount > leftOf(placement)) throw new GiftExceededError(giftId, amount, leftOf(placement));
    const [management = 0n, covered = 0n, ...legs] = takenFrom(placement, id, amount);
    const { legAccounts } = placement.route;
    const funds = new Map((await this.placements.funds(tx, { accounts: legAccounts })).map((f) => [f.account, f]));
    const cities = legAccounts.flatMap((account, k) => {
      const fund = funds.get(account);
      const taken = legs[k] ?? 0n;
      const left = placement.parts[k + 2] ?? 0n;
      if (!fund || left === 0n) return [];
      const given = fund.held < taken ? fund.held : taken;
      return [{ orgUnitId: fund.orgUnitId, left, taken, held: fund.held, carriedByPool: taken - given }];
    });
    return { amount, left: leftOf(placement), management, covered, cities };
  }

  /** Allocates money of the pool along a route. @throws InsufficientFundError when the pool does not hold it */
  async allocatePool(tx: Tx, order: PoolAllocation): Promise<Posted> {
    const { id, amount, ruleId, occurredAt } = order;
    const route = await this.placements.route(tx, order.routeId);
    const held = await this.books.lock(tx, [
      route.incomeAccount,
      route.unallocatedAccount,
      ...partAccounts(route).flatMap((account) => (account === null ? [] : [account])),
    ]);
    const known = await this.placements.knownTransfers(tx, [id]);
    if (known.has(id)) return { id, fresh: false, carriedByPool: 0n };
    // Income not yet allocated: what came in less what has left the unallocated money.
    const free = (held.get(route.incomeAccount) ?? 0n) + (held.get(route.unallocatedAccount) ?? 0n);
    if (free < amount) throw new InsufficientFundError(`UNALLOCATED/${route.campaignId}`, amount, free);
    const weights = route.cumulativeWeights.map((sum, k) => sum - (route.cumulativeWeights[k - 1] ?? 0n));
    const parts = [0n, 0n, ...proportion(amount, weights, offsetOf(id))];
    await this.write(tx, [
      {
        ...authorityOf(order),
        id,
        kind: 'POOL_ALLOCATED',
        giftId: null,
        routeId: route.id,
        reverses: null,
        ruleId,
        parts,
        occurredAt,
        lines: [debit(route.unallocatedAccount, amount), ...allocation(route, parts)],
      },
    ]);
    return { id, fresh: true, carriedByPool: 0n };
  }

  private async draft(tx: Tx, event: PlainEvent): Promise<Drafted> {
    invariant(event.amount > 0n, 'an event moves a positive amount');
    const open = ({ purpose, scope, source }: PostingLine): Promise<number> => {
      const orgUnitId = scope === 'CITY' ? event.orgUnitId : null;
      invariant(scope !== 'CITY' || orgUnitId !== null, 'a posting that names a city has its federation');
      invariant(source !== 'EVENT' || event.source !== null, 'a posting that keeps sources apart is told the source');
      const { campaignId } = event;
      return this.books.openAccount(tx, {
        purpose,
        campaignId,
        orgUnitId,
        source: source === 'EVENT' ? event.source : source,
      });
    };
    const lines: Line[] = [];
    for (const pair of POSTINGS[event.kind].pairs) {
      lines.push(debit(await open(pair.debit), event.amount), credit(await open(pair.credit), event.amount));
    }
    const { id, kind, occurredAt } = event;
    const about = { giftId: event.giftId ?? null, routeId: null, reverses: null, ruleId: null, parts: [] };
    return { ...authorityOf(event), ...about, id, kind, occurredAt, lines };
  }

  /** Follows the events in order and refuses the first that would overdraw a guarded account. */
  private async refuseOverdraft(tx: Tx, drafts: readonly Drafted[], held: Map<number, Fen>): Promise<void> {
    const guards = await this.placements.guards(tx, [...held.keys()]);
    for (const { lines } of drafts) {
      for (const line of lines) {
        const before = held.get(line.account) ?? 0n;
        const after = before + line.credit - line.debit;
        held.set(line.account, after);
        const guard = guards.get(line.account);
        if (!guard || BigInt(guard.sign) * after >= 0n) continue;
        throw new InsufficientFundError(guard.key, line.debit + line.credit, before < 0n ? -before : before);
      }
    }
  }

  /** Locks what a change of this gift may touch, and reads where it stands only then. */
  private async lockPlacement(
    tx: Tx,
    giftId: string,
  ): Promise<{ placement: Placement; held: Map<number, Fen>; carrier: number }> {
    for (;;) {
      const { id, route } = await this.placements.find(tx, giftId);
      const { campaignId } = route;
      const dimensions = { campaignId, orgUnitId: null, source: null };
      const carrier = await this.books.openAccount(tx, { purpose: 'POOL_CARRIED', ...dimensions });
      const touched = [route.incomeAccount, route.unallocatedAccount, route.cashAccount, carrier];
      const parts = partAccounts(route).flatMap((account) => (account === null ? [] : [account]));
      const matched = await this.matches.accounts(tx, giftId);
      const held = await this.books.lock(tx, [...touched, ...parts, ...matched]);
      const placement = await this.placements.find(tx, giftId);
      const isSame = placement.id === id && (await this.matches.accounts(tx, giftId)).length === matched.length;
      if (isSame) return { placement, held, carrier };
    }
  }

  private async knownReturn(tx: Tx, { id, kind, giftId, amount }: GiftReturn): Promise<Posted | null> {
    const known = (await this.placements.knownTransfers(tx, [id])).get(id);
    if (!known) return null;
    if (known.kind !== kind || known.giftId !== giftId || known.amount !== amount) {
      throw new TransferConflictError([id]);
    }
    return { id, fresh: false, carriedByPool: 0n };
  }

  private async write(tx: Tx, drafts: readonly Drafted[]): Promise<void> {
    if (drafts.length === 0) return;
    const { conflicts } = await this.books.postTransfers(tx, drafts, this.clock.now());
    if (conflicts.length > 0) throw new TransferConflictError(conflicts);
  }
}

function authorityOf({ proposedBy, approvedBy, document, note }: Pick<TransferRow, AuthorityField>) {
  return { proposedBy, approvedBy, document, note };
}
type AuthorityField = 'proposedBy' | 'approvedBy' | 'document' | 'note';
