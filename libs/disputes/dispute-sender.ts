import { Inject, Injectable } from '@nestjs/common';
import { EvidenceService } from '#evidence';
import { Clock } from '#kernel';
import { AftermathService, GatewayRefused, PaymentGateway } from '#payments';
import type { Tx } from '#platform';
import { DisputesRepository, type Dispute } from './disputes.repository.js';
import { defenceOf } from './disputes.service.js';

/** How an answer fared; `failure` is the provider's code when it did not take it. */
export interface AnswerSent {
  dispute: Dispute;
  failure: string | null;
}

/** Carries what staff said to a dispute to the provider. */
@Injectable()
export class DisputeSender {
  constructor(
    @Inject(DisputesRepository) private readonly disputes: DisputesRepository,
    @Inject(EvidenceService) private readonly evidence: EvidenceService,
    @Inject(AftermathService) private readonly aftermath: AftermathService,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Outside of any transaction; the same answer again is the same answer.
   * @returns what to record with `settle`; null when nothing is to be sent
   * @throws GatewayUnavailable
   */
  async send(id: string): Promise<AnswerSent | null> {
    const dispute = await this.disputes.find(id);
    if (!dispute?.answer || !dispute.answeredAt || dispute.answerSentAt || dispute.answerFailure) return null;
    const { providerDisputeId } = dispute;
    const key = `dispute:${id}:${dispute.answeredAt.getTime()}`;
    try {
      if (dispute.answer === 'ACCEPTANCE') {
        await this.gateway.acceptDispute(providerDisputeId, key);
      } else {
        const [file = null] = await this.evidence.openAll(id, 'disputes');
        await this.gateway.submitEvidence(providerDisputeId, { ...defenceOf(dispute), file }, key);
      }
      return { dispute, failure: null };
    } catch (error) {
      if (!(error instanceof GatewayRefused)) throw error;
      return { dispute, failure: error.code };
    }
  }

  /** Records how an answer fared; the state follows by what the provider says of the payment. */
  async settle(tx: Tx, { dispute, failure }: AnswerSent): Promise<void> {
    const now = this.clock.now();
    const change = failure === null ? { answerSentAt: now } : { answerFailure: failure };
    await this.disputes.update(tx, dispute.id, { ...change, changedAt: now });
    await this.aftermath.askAgain(tx, [dispute.paymentIntentId]);
  }
}
