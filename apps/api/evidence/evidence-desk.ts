import { Inject, Injectable } from '@nestjs/common';
import { DisputesRepository, takesAnswer } from '#disputes';
import {
  EvidenceRepository,
  EvidenceService,
  EvidenceSettledError,
  type EvidenceBytes,
  type EvidenceFile,
} from '#evidence';
import type { Viewer } from '#identity';
import { isId, RequestError } from '#kernel';
import { Database, type Tx } from '#platform';
import { isUndecided, RefundsRepository } from '#refunds';

/** Files behind one refund. */
const MOST_OF_REFUND = 5;
/** The provider takes one with a dispute. */
const MOST_OF_DISPUTE = 1;

/** Puts files behind refunds and disputes, as long as nobody has decided on them. */
@Injectable()
export class EvidenceDesk {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EvidenceService) private readonly evidence: EvidenceService,
    @Inject(EvidenceRepository) private readonly repository: EvidenceRepository,
    @Inject(RefundsRepository) private readonly refunds: RefundsRepository,
    @Inject(DisputesRepository) private readonly disputes: DisputesRepository,
  ) {}

  /** @throws EvidenceSettledError, TooMuchEvidenceError, RequestError NOT_FOUND */
  async add(staff: Viewer, documentId: string, file: EvidenceBytes): Promise<EvidenceFile> {
    return this.database.transaction(async (tx) => {
      const most = await this.lockOpen(tx, documentId);
      return this.evidence.add(tx, staff, documentId, file, most);
    });
  }

  /** Only who brought it takes it away. @throws EvidenceSettledError, RequestError NOT_FOUND, FORBIDDEN */
  async remove(staff: Viewer, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const file = await this.repository.find(id);
      if (!file) throw new RequestError('NOT_FOUND', 'evidence_not_found');
      if (file.addedBy !== staff.id) throw new RequestError('FORBIDDEN', 'evidence_of_another');
      await this.lockOpen(tx, file.documentId);
      await this.evidence.remove(tx, staff, file);
    });
  }

  /** Locks the document and says how many files it carries. */
  private async lockOpen(tx: Tx, documentId: string): Promise<number> {
    if (isId('refund', documentId)) {
      const refund = await this.refunds.lock(tx, documentId);
      if (!refund) throw new RequestError('NOT_FOUND', 'refund_not_found');
      if (!isUndecided(refund)) throw new EvidenceSettledError();
      return MOST_OF_REFUND;
    }
    const dispute = isId('dispute', documentId) ? await this.disputes.lock(tx, documentId) : null;
    if (!dispute) throw new RequestError('NOT_FOUND', 'dispute_not_found');
    if (!takesAnswer(dispute)) throw new EvidenceSettledError();
    return MOST_OF_DISPUTE;
  }
}
