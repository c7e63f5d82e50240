import { invalidRequest } from '../protocol/stripe.fault.js';
import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredCharge, StoredDispute } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import type { BalanceBook } from './balance.book.js';
import { cardByNumber } from './card.catalogue.js';
import { NO_EVIDENCE, networkCode, type DisputeReason, type Evidence } from './dispute.evidence.js';
import { METHOD_KINDS, isMethodKind } from './method.kinds.js';

export interface WantedDispute {
  /** In the charge's smallest unit; undefined for all that was not given back. */
  amount?: number | undefined;
  reason: DisputeReason;
  /** A question of the bank before any money moves. */
  inquiry: boolean;
}
/** How the bank decides; an inquiry can only be closed. */
export type DisputeOutcome = 'won' | 'lost' | 'warning_closed';

const DAY_SECONDS = 86_400;
const DAYS_TO_ANSWER = 9;
/** The bank takes a moment, so that whoever submits sees the dispute under review first. */
const DECISION_MS = 1000;

const OPEN = ['needs_response', 'under_review'];
const OPEN_INQUIRY = ['warning_needs_response', 'warning_under_review'];
const WAITS_FOR_EVIDENCE = ['needs_response', 'warning_needs_response'];

/** Evidence texts that decide a dispute by themselves, as in Stripe's test mode. */
const DECIDING: Record<string, 'won' | 'lost' | 'escalated'> = {
  winning_evidence: 'won',
  losing_evidence: 'lost',
  escalate_inquiry_evidence: 'escalated',
};

/**
 * Disputes on cards: `needs_response → under_review → won | lost`, and inquiries, which move no money:
 * `warning_needs_response → warning_under_review → warning_closed`, or on to a dispute when the bank escalates.
 * Amount and fee are withdrawn when a dispute opens, and both come back when it is won.
 */
export class DisputeMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly agenda: Agenda,
    private readonly balance: BalanceBook,
    private readonly settings: { disputeFeeFen: number },
  ) {}

  /** Opens a dispute or an inquiry. Throws 400 when the charge has no money to dispute, or has been disputed before. */
  open(charge: StoredCharge, wanted: WantedDispute): StoredDispute {
    const amount = this.checkedAmount(charge, wanted.amount);
    const created = this.clock.nowSeconds();
    const dueBy = created + DAYS_TO_ANSWER * DAY_SECONDS;
    const method = this.state.collections.paymentMethods.get(charge.payment_method ?? '');
    const brand = method?.card?.brand ?? 'visa';
    const dispute = this.state.collections.disputes.add({
      id: this.state.ids.id('du'),
      object: 'dispute',
      amount,
      balance_transactions: [],
      charge: charge.id,
      created,
      currency: charge.currency,
      enhanced_eligibility_types: [],
      evidence: { ...NO_EVIDENCE },
      evidence_details: {
        due_by: dueBy,
        enhanced_eligibility: {},
        has_evidence: false,
        past_due: false,
        submission_count: 0,
        submission_method: 'manual',
      },
      intended_submission_method: null,
      is_charge_refundable: wanted.inquiry,
      livemode: false,
      metadata: {},
      payment_intent: charge.payment_intent,
      payment_method_details: {
        card: {
          brand,
          case_type: wanted.inquiry ? 'inquiry' : 'chargeback',
          network: brand,
          network_reason_code: networkCode(wanted.reason),
        },
        type: 'card',
      },
      reason: wanted.reason,
      status: wanted.inquiry ? 'warning_needs_response' : 'needs_response',
    });
    charge.disputed = true;
    this.events.emit('charge.dispute.created', dispute, null);
    if (!wanted.inquiry) this.withdraw(dispute, charge);
    this.agenda.plan({ dueAt: dueBy * 1000, kind: 'dispute_deadline', subject: dispute.id });
    return dispute;
  }

  /** Opens the dispute that a test card brings by itself. */
  openForCard(chargeId: string): void {
    const charge = this.state.collections.charges.get(chargeId);
    const file = this.state.collections.cards.get(charge?.payment_method ?? '');
    if (charge === undefined || file === undefined || charge.disputed) return;
    const { course } = cardByNumber(file.number);
    const reason = course === 'dispute_not_received' ? 'product_not_received' : 'fraudulent';
    this.open(charge, { reason, inquiry: course === 'inquiry' });
  }

  /** Adds evidence and metadata; with `submit` it goes to the bank. Throws 400 when nothing more may be said. */
  update(
    dispute: StoredDispute,
    change: { evidence: Evidence; metadata: Record<string, string>; submit: boolean },
    origin: EventOrigin,
  ): void {
    const adds = Object.keys(change.evidence).length > 0;
    if ((adds || change.submit) && !WAITS_FOR_EVIDENCE.includes(String(dispute.status))) {
      const code = 'dispute_evidence_not_accepted';
      throw invalidRequest(`This dispute takes no more evidence: its status is ${String(dispute.status)}.`, { code });
    }
    const before = { evidence_details: { ...dispute.evidence_details }, status: dispute.status };
    dispute.evidence = { ...dispute.evidence, ...change.evidence };
    dispute.metadata = change.metadata;
    dispute.evidence_details.has_evidence ||= adds;
    if (change.submit) this.submit(dispute);
    this.events.emit('charge.dispute.updated', dispute, origin, before);
  }

  /** Accepts the dispute: it is lost, or the inquiry is over. Throws 400 when it is closed already. */
  accept(dispute: StoredDispute, origin: EventOrigin): void {
    this.close(dispute, OPEN.includes(String(dispute.status)) ? 'lost' : 'warning_closed', origin);
  }

  /** Ends a dispute. Throws 400 for an outcome that its state does not allow. */
  close(dispute: StoredDispute, outcome: DisputeOutcome, origin: EventOrigin): void {
    const from = outcome === 'warning_closed' ? OPEN_INQUIRY : OPEN;
    const before = dispute.status;
    if (!from.includes(String(before))) {
      throw invalidRequest(`This dispute cannot be closed as ${outcome}: its status is ${String(before)}.`);
    }
    dispute.status = outcome;
    this.events.emit('charge.dispute.closed', dispute, origin, { status: before });
    const charge = this.state.collections.charges.get(dispute.charge);
    if (outcome !== 'won' || charge === undefined) return;
    dispute.balance_transactions.push(this.balance.bookDispute(dispute, charge, this.feeOf(charge), 'reinstated'));
    this.events.emit('charge.dispute.funds_reinstated', dispute, null);
  }

  /** Turns an inquiry into a dispute: now the money is withdrawn. Throws 400 for anything but an open inquiry. */
  escalate(dispute: StoredDispute): void {
    const before = dispute.status;
    const charge = this.state.collections.charges.get(dispute.charge);
    if (!OPEN_INQUIRY.includes(String(before)) || charge === undefined) {
      throw invalidRequest(`Only an open inquiry can be escalated: the status is ${String(before)}.`);
    }
    dispute.status = 'needs_response';
    dispute.is_charge_refundable = false;
    const dueBy = this.clock.nowSeconds() + DAYS_TO_ANSWER * DAY_SECONDS;
    dispute.evidence_details.due_by = dueBy;
    this.events.emit('charge.dispute.updated', dispute, null, { is_charge_refundable: true, status: before });
    this.withdraw(dispute, charge);
    this.agenda.plan({ dueAt: dueBy * 1000, kind: 'dispute_deadline', subject: dispute.id });
  }

  /** The bank's answer to evidence that decides by itself. */
  decide(disputeId: string): void {
    const dispute = this.state.collections.disputes.get(disputeId);
    const verdict = DECIDING[dispute?.evidence.uncategorized_text ?? ''];
    if (dispute === undefined || verdict === undefined) return;
    const isInquiry = dispute.status === 'warning_under_review';
    if (!isInquiry && dispute.status !== 'under_review') return;
    if (isInquiry && verdict === 'escalated') this.escalate(dispute);
    else if (isInquiry) this.close(dispute, 'warning_closed', null);
    else if (verdict !== 'escalated') this.close(dispute, verdict, null);
  }

  /** Whoever has not answered in time has lost; an inquiry is just over. */
  passDeadline(disputeId: string): void {
    const dispute = this.state.collections.disputes.get(disputeId);
    const dueBy = dispute?.evidence_details.due_by ?? Infinity;
    if (dispute === undefined || dueBy > this.clock.nowSeconds()) return;
    if (!WAITS_FOR_EVIDENCE.includes(String(dispute.status))) return;
    dispute.evidence_details.past_due = true;
    this.accept(dispute, null);
  }

  /** The dispute that forbids giving a charge's money back, if there is one. */
  blockingRefunds(chargeId: string): StoredDispute | undefined {
    const { disputes } = this.state.collections;
    return disputes
      .all()
      .find((each) => each.charge === chargeId && !each.is_charge_refundable && each.status !== 'won');
  }

  private submit(dispute: StoredDispute): void {
    dispute.evidence_details.submission_count += 1;
    dispute.status = dispute.status === 'needs_response' ? 'under_review' : 'warning_under_review';
    if (DECIDING[dispute.evidence.uncategorized_text ?? ''] === undefined) return;
    this.agenda.plan({ dueAt: this.clock.nowMs() + DECISION_MS, kind: 'decide_dispute', subject: dispute.id });
  }

  private withdraw(dispute: StoredDispute, charge: StoredCharge): void {
    dispute.balance_transactions.push(this.balance.bookDispute(dispute, charge, this.feeOf(charge), 'withdrawn'));
    this.events.emit('charge.dispute.funds_withdrawn', dispute, null);
  }

  /** The setting is in fen; in another currency the sandbox charges no fee, rather than guess a rate. */
  private feeOf(charge: StoredCharge): bigint {
    return charge.currency === 'cny' ? BigInt(this.settings.disputeFeeFen) : 0n;
  }

  private checkedAmount(charge: StoredCharge, wanted: number | undefined): number {
    if (charge.status !== 'succeeded') throw invalidRequest(`The charge ${charge.id} was not paid.`);
    const kind = charge.payment_method_details?.type ?? 'card';
    if (isMethodKind(kind) && !METHOD_KINDS[kind].disputable) {
      throw invalidRequest(`A charge paid by ${kind} cannot be disputed.`);
    }
    if (!charge.captured) throw invalidRequest(`The charge ${charge.id} has not been captured.`);
    if (charge.disputed) throw invalidRequest(`The charge ${charge.id} has been disputed before.`);
    const left = charge.amount - charge.amount_refunded;
    const amount = wanted ?? left;
    if (amount < 1 || amount > left) throw invalidRequest('A dispute takes at most what was not given back.');
    return amount;
  }
}
