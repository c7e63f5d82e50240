import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '#identity';
import { Clock, FieldRejectedError, invariant, RequestError } from '#kernel';
import { Database, Outbox } from '#platform';
import { PledgesService } from '#pledges';
import { takesAnswer } from './dispute.states.js';
import type { DisputeDefence } from './dispute.types.js';
import { DisputeClosedError } from './disputes.errors.js';
import { DisputesRepository, type Dispute } from './disputes.repository.js';

const LONGEST_STATEMENT = 5000;

/** What staff say to a dispute. */
@Injectable()
export class DisputesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DisputesRepository) private readonly disputes: DisputesRepository,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Hands in what speaks against it; it can be handed in once. @throws DisputeClosedError, FieldRejectedError */
  async defend(staff: Viewer, id: string, defence: DisputeDefence): Promise<Dispute> {
    const evidence = {
      statement: checked('statement', defence.statement) ?? refuse('statement'),
      serviceDate: defence.serviceDate,
      documentation: checked('documentation', defence.documentation),
    };
    return this.answer(staff, id, { answer: 'EVIDENCE', evidence });
  }

  /** Lets the giver's bank have the money. @throws DisputeClosedError */
  async accept(staff: Viewer, id: string): Promise<Dispute> {
    return this.answer(staff, id, { answer: 'ACCEPTANCE' });
  }

  private async answer(
    staff: Viewer,
    id: string,
    said: { answer: 'EVIDENCE'; evidence: DisputeDefence } | { answer: 'ACCEPTANCE' },
  ): Promise<Dispute> {
    const found = await this.disputes.find(id);
    if (!found) throw new RequestError('NOT_FOUND', 'dispute_not_found');
    return this.database.transaction(async (tx) => {
      await this.pledges.lock(tx, found.pledgeId);
      const dispute = await this.disputes.lock(tx, id);
      invariant(dispute, 'a dispute is never deleted');
      if (!takesAnswer(dispute)) throw new DisputeClosedError(dispute.state);
      if (dispute.answerFailure !== null) await this.disputes.clearAnswer(tx, id);
      const at = this.clock.now();
      const change = { ...said, answeredBy: staff.id, answeredAt: at, changedAt: at };
      await this.disputes.update(tx, id, change);
      const reason = said.answer === 'EVIDENCE' ? 'dispute_defended' : 'dispute_accepted';
      const { state } = dispute;
      await this.disputes.recordTransition(tx, id, { from: state, to: state, actor: staff.id, reason, at });
      await this.outbox.publish(tx, 'disputes-respond', [{ key: id }]);
      return { ...dispute, ...change, evidence: 'evidence' in said ? { ...said.evidence } : null };
    });
  }
}

/** Written by `defend` and by nothing else. */
export function defenceOf({ evidence }: Pick<Dispute, 'evidence'>): DisputeDefence {
  const { statement, serviceDate, documentation } = evidence as unknown as DisputeDefence;
  return { statement, serviceDate, documentation };
}

function checked(field: string, text: string | null): string | null {
  const words = text?.trim() ?? '';
  if ([...words].length > LONGEST_STATEMENT) {
    throw new FieldRejectedError(field, 'field_too_long', { max: LONGEST_STATEMENT });
  }
  return words === '' ? null : words;
}

function refuse(field: string): never {
  throw new FieldRejectedError(field, 'field_required');
}
