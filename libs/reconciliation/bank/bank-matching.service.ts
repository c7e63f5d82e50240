import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '#identity';
import { chinaDay, Clock, RequestError } from '#kernel';
import { Database, isUniqueViolation, type Tx } from '#platform';
import type { FoundDifference } from '../differences/difference.types.js';
import { LineTakenError } from '../reconciliation.errors.js';
import { balanceGaps, bankDifferences, candidatesOf, matchLines, type FreeLine } from './bank-matching.js';
import { BankRepository } from './bank.repository.js';

/** Finds payouts on the bank's statements; what it cannot tell, a person says. */
@Injectable()
export class BankMatching {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BankRepository) private readonly bank: BankRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Keeps every pair that leaves no choice; @returns how many */
  async match(tx: Tx, runId: string, at: Date): Promise<number> {
    const payouts = await this.bank.expected(tx);
    const lines = await this.bank.freeLines(tx);
    const arrivals = matchLines(payouts, lines);
    await this.bank.insertMatches(tx, arrivals, { matchedBy: runId, reason: 'matched_alone', at });
    return arrivals.length;
  }

  /** What provider's payouts and the bank's lines do not agree on. */
  async differences(tx: Tx, at: Date): Promise<FoundDifference[]> {
    const payouts = await this.bank.expected(tx);
    const lines = await this.bank.freeLines(tx);
    const spans = await this.bank.spans(tx);
    const coveredTo = spans.reduce<string | null>((last, { to }) => (last === null || to > last ? to : last), null);
    return [...bankDifferences(payouts, lines, coveredTo, chinaDay(at)), ...balanceGaps(spans)];
  }

  /** Lines a person may choose from for a payout. */
  async candidates(payoutId: string): Promise<FreeLine[]> {
    return this.database.transaction(async (tx) => {
      const payout = (await this.bank.expected(tx)).find(({ id }) => id === payoutId);
      return payout ? candidatesOf(payout, await this.bank.freeLines(tx)) : [];
    });
  }

  /**
   * A person says which line a payout is; the next run takes it so. The amounts must be equal: another amount is a
   * difference to be explained, not a match.
   * @throws LineTakenError, RequestError payout_not_found
   */
  async link(person: Viewer, payoutId: string, lineId: string, reason: string): Promise<void> {
    try {
      await this.database.transaction((tx) => this.keepLink(tx, person, payoutId, lineId, reason));
    } catch (error) {
      // Somebody else, or a run, was first.
      throw isUniqueViolation(error) ? new LineTakenError() : error;
    }
  }

  private async keepLink(tx: Tx, person: Viewer, payoutId: string, lineId: string, reason: string): Promise<void> {
    const payout = (await this.bank.expected(tx)).find(({ id }) => id === payoutId);
    if (!payout) throw new RequestError('NOT_FOUND', 'payout_not_found');
    const line = await this.bank.freeLine(tx, lineId);
    const side = payout.arrived ? 'RETURN' : 'ARRIVAL';
    const amount = side === 'ARRIVAL' ? payout.amount : -payout.amount;
    const done = side === 'RETURN' && (payout.returned || payout.reversedAt === null);
    if (!line || line.amount !== amount || done) throw new LineTakenError();
    const said = { matchedBy: person.id, reason, at: this.clock.now() };
    await this.bank.insertMatches(tx, [{ lineId, payoutId, side }], said);
  }
}
