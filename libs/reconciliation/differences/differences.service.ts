import { Inject, Injectable } from '@nestjs/common';
import { SamePersonError } from '#campaigns';
import type { Viewer } from '#identity';
import { Clock, invariant, RequestError } from '#kernel';
import { Database, Outbox, type DifferenceAction, type DifferenceState, type Topic, type Tx } from '#platform';
import { DifferenceStateError } from '../reconciliation.errors.js';
import { ReconciliationService } from '../runs/reconciliation.service.js';
import { DifferencesRepository, type Difference } from './differences.repository.js';

/** The work each action asks for; what a person must do elsewhere asks for none. */
const TOPIC_OF: Partial<Record<DifferenceAction, Topic>> = {
  SETTLE_PAYMENT: 'payments-settle',
  FOLLOW_PAYMENT: 'payments-follow',
  FOLLOW_PAYOUT: 'payouts-follow',
};
/** The provider's statement is read again from a day before what is missing in it. */
const READ_BEFORE_MS = 86_400_000;

/** Whether a button can do what is proposed. */
export const canAct = ({ action, actionKey, state }: Difference): boolean =>
  (state === 'OPEN' || state === 'WRITE_OFF_PROPOSED') &&
  ((TOPIC_OF[action] !== undefined && actionKey !== null) || action === 'READ_AGAIN');

/** What people do about differences. Nothing here writes to the books. */
@Injectable()
export class DifferencesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DifferencesRepository) private readonly differences: DifferencesRepository,
    @Inject(ReconciliationService) private readonly reconciliation: ReconciliationService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Asks for what is proposed, on the ordinary way. @throws DifferenceStateError when no button can do it */
  async act(person: Viewer, id: string): Promise<Difference> {
    const difference = await this.database.transaction(async (tx) => {
      const row = await this.locked(tx, id);
      if (!canAct(row)) throw new DifferenceStateError(row.state);
      const topic = TOPIC_OF[row.action];
      if (topic && row.actionKey !== null) await this.outbox.publish(tx, topic, [{ key: row.actionKey }]);
      await this.step(tx, row, row.state, person.id, `asked_${row.action}`);
      return row;
    });
    if (difference.action === 'READ_AGAIN') {
      await this.reconciliation.request(person.id, new Date(difference.occurredAt.getTime() - READ_BEFORE_MS));
    }
    return difference;
  }

  /**
   * Says why it is as it is. Where money is missing or too much, that is a write-off, and waits for a second person.
   * @throws DifferenceStateError
   */
  async explain(person: Viewer, id: string, reason: string): Promise<Difference> {
    return this.database.transaction(async (tx) => {
      const row = await this.locked(tx, id);
      if (row.state !== 'OPEN') throw new DifferenceStateError(row.state);
      const to = row.gap === 0n ? 'EXPLAINED' : 'WRITE_OFF_PROPOSED';
      await this.step(tx, row, to, person.id, reason);
      return this.differences.update(tx, id, { state: to, explainedBy: person.id, explanation: reason });
    });
  }

  /** A second person agrees. @throws DifferenceStateError, SamePersonError */
  async agree(person: Viewer, id: string, reason: string): Promise<Difference> {
    return this.database.transaction(async (tx) => {
      const row = await this.locked(tx, id);
      if (row.state !== 'WRITE_OFF_PROPOSED') throw new DifferenceStateError(row.state);
      if (row.explainedBy === person.id) throw new SamePersonError();
      await this.step(tx, row, 'EXPLAINED', person.id, reason);
      return this.differences.update(tx, id, { state: 'EXPLAINED', agreedBy: person.id });
    });
  }

  /** It is open again: an explanation is refused, or taken back. @throws DifferenceStateError */
  async reopen(person: Viewer, id: string, reason: string): Promise<Difference> {
    return this.database.transaction(async (tx) => {
      const row = await this.locked(tx, id);
      if (row.state !== 'WRITE_OFF_PROPOSED' && row.state !== 'EXPLAINED') throw new DifferenceStateError(row.state);
      await this.step(tx, row, 'OPEN', person.id, reason);
      return this.differences.update(tx, id, { state: 'OPEN', explainedBy: null, agreedBy: null, explanation: null });
    });
  }

  private async step(tx: Tx, row: Difference, to: DifferenceState, actor: string, reason: string): Promise<void> {
    invariant(reason.trim() !== '', 'a step of a difference has a reason');
    await this.differences.addStep(tx, {
      differenceId: row.id,
      from: row.state,
      to,
      actor,
      reason,
      at: this.clock.now(),
    });
  }

  private async locked(tx: Tx, id: string): Promise<Difference> {
    const row = await this.differences.lock(tx, id);
    if (!row) throw new RequestError('NOT_FOUND', 'difference_not_found');
    return row;
  }
}
