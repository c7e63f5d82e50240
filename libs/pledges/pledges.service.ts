import { Inject, Injectable } from '@nestjs/common';
import { acceptsGifts, CampaignsRepository, type Campaign } from '#campaigns';
import { Clock, FieldRejectedError, IdSource, RequestError, type Fen } from '#kernel';
import { Outbox, Signals, Vault, type AccessReason, type Tx } from '#platform';
import { TeamsRepository } from '#teams';
import { commitmentOf } from './pledge-commitment.js';
import { bodyHashOf, checkedPledge, type HonourDraft, type PledgeDraft } from './pledge-draft.js';
import { stateAfterPayment, stateAfterReturns, type GiftReturns, type PaymentOutcome } from './pledge.states.js';
import type { Pledge } from './pledge.types.js';
import { CampaignClosedError, UnknownDesignationError } from './pledges.errors.js';
import type { DonationPaid } from './pledges.events.js';
import { PledgesRepository, type StateChange } from './pledges.repository.js';

/** News of a payment about one pledge. */
export interface PaymentNews {
  pledgeId: string;
  outcome: PaymentOutcome;
  /** Stable code of why it failed. */
  failure: string | null;
  paidAt: Date | null;
  /** What the provider kept, in fen; needed with `paid`. */
  fee: Fen | null;
}

/** A draft that may be kept, and what it is given to. */
export interface CheckedPledge {
  checked: PledgeDraft;
  campaign: Campaign;
}

/** What a giver said, with their contact sealed. */
export type SealedPledge = Omit<
  Pledge,
  'state' | 'failure' | 'commitment' | 'salt' | 'sealedSalt' | 'createdAt' | 'paidAt' | 'returned' | 'late'
>;

/** A pledge that follows from an earlier promise. */
export type RepeatedPledge = SealedPledge & { subjectId: string };

@Injectable()
export class PledgesService {
  constructor(
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  async find(id: string, tx?: Tx): Promise<Pledge | null> {
    return tx ? ((await this.pledges.findMany(tx, [id]))[0] ?? null) : this.pledges.find(id);
  }

  /**
   * Checks a draft against its campaign; nothing is kept yet.
   * @throws CampaignClosedError, AmountOutOfRangeError, UnknownDesignationError, FieldRejectedError
   */
  async check(draft: PledgeDraft): Promise<CheckedPledge> {
    const campaign = await this.campaigns.find(draft.campaignId);
    if (!campaign) throw new RequestError('NOT_FOUND', 'campaign_not_found');
    const checked = checkedPledge(draft, campaign.regionCodes);
    if (!acceptsGifts(campaign, this.clock.now())) throw new CampaignClosedError(campaign.state);
    if (checked.teamId !== null) {
      const team = await this.teams.find(checked.teamId);
      if (team?.campaignId !== campaign.id || team.state !== 'PUBLIC') throw new UnknownDesignationError();
    }
    return { checked, campaign };
  }

  /**
   * The pledge this visitor made under this id before, if its body was the same.
   * @throws RequestError pledge_id_taken (CONFLICT) when the id is another body's or another visitor's: the answer is
   *   the same for both, so nothing is learned of a stranger's pledge
   */
  async findRepeat(draft: PledgeDraft, actorHash: string): Promise<Pledge | null> {
    const known = await this.pledges.find(draft.id);
    if (!known) return null;
    if (known.actorHash !== actorHash || known.bodyHash !== bodyHashOf(draft)) {
      throw new RequestError('CONFLICT', 'pledge_id_taken');
    }
    return known;
  }

  /**
   * Keeps a checked pledge; names and addresses are sealed first.
   * @param draft as sent; its fingerprint is kept, `checked` is what it means
   */
  async create(tx: Tx, draft: PledgeDraft, checked: PledgeDraft, actorHash: string): Promise<Pledge> {
    const { email, payerName, planAcknowledged, creditCode = null, honour, accountId, ...open } = checked;
    if (!planAcknowledged) throw new FieldRejectedError('planAcknowledged', 'plan_not_acknowledged');
    // Whoever is signed in finds the gift by their account, whatever address they left with it.
    const isKnown = Boolean(email || payerName || accountId);
    const subjectId = isKnown ? await this.vault.createSubject(tx, { email, accountId: accountId ?? null }) : null;
    const seal = async (field: string, text: string | null) =>
      subjectId && text ? this.vault.seal(tx, subjectId, field, text) : null;
    const contact = { subjectId, email: await seal('email', email), payerName: await seal('payerName', payerName) };
    const said = { ...open, ...contact, creditCode, actorHash, bodyHash: bodyHashOf(draft) };
    const pledge = await this.keep(tx, said, payerName ?? open.displayName ?? '');
    if (honour) await this.keepHonour(tx, pledge.id, honour);
    return pledge;
  }

  /** The honouree is a person of their own: neither the giver nor whoever gets the card. */
  private async keepHonour(tx: Tx, pledgeId: string, { kind, name, shown, email }: HonourDraft): Promise<void> {
    const subjectId = await this.vault.createSubject(tx);
    await this.pledges.insertHonour(tx, {
      pledgeId,
      kind,
      subjectId,
      honouree: await this.vault.seal(tx, subjectId, 'honouree', name),
      shownName: shown ? name : null,
      email: email ? await this.vault.seal(tx, subjectId, 'email', email) : null,
    });
  }

  /**
   * Keeps a further pledge of somebody who promised to give again: their contact is sealed already and stays under
   * the same person, so that erasing them erases all of it.
   * @param why becomes the log row of the name that is read for the commitment
   */
  async createAgain(tx: Tx, repeated: RepeatedPledge, why: AccessReason): Promise<Pledge> {
    const { subjectId, payerName, displayName } = repeated;
    const name = payerName && (await this.vault.open(tx, subjectId, 'payerName', payerName, why));
    return this.keep(tx, repeated, name ?? displayName ?? '');
  }

  private async keep(tx: Tx, said: SealedPledge, payer: string): Promise<Pledge> {
    const { id: giftId, amount, subjectId } = said;
    const salt = this.ids.salt();
    const pledge: Pledge = {
      ...said,
      state: 'CREATED',
      failure: null,
      commitment: commitmentOf({ salt, giftId, amount, payer }),
      salt: subjectId ? null : salt,
      sealedSalt: subjectId ? await this.vault.seal(tx, subjectId, 'salt', salt) : null,
      createdAt: this.clock.now(),
      paidAt: null,
      late: false,
      returned: 0n,
    };
    await this.pledges.insert(tx, pledge);
    return pledge;
  }

  /**
   * Opens a pledge for another try at paying it, in the transaction that makes the try.
   * @returns false when it is paid, or given up
   */
  async reopen(tx: Tx, pledgeId: string): Promise<boolean> {
    const [pledge] = await this.pledges.lockMany(tx, [pledgeId]);
    if (!pledge || !['CREATED', 'AWAITING_PAYMENT', 'FAILED', 'EXPIRED'].includes(pledge.state)) return false;
    const change = { pledgeId, from: pledge.state, to: 'CREATED', actor: 'donor', reason: 'tried_again' } as const;
    await this.pledges.applyChanges(tx, [
      { ...change, at: this.clock.now(), failure: null, paidAt: null, late: false },
    ]);
    return true;
  }

  /**
   * Applies news of payments: locks the pledges, moves each forward or not at all, and publishes the donation of each
   * that became PAID. Safe to call twice, late, and in any order.
   */
  async applyPayments(tx: Tx, news: readonly PaymentNews[], actor: string): Promise<void> {
    const pledges = new Map(
      (
        await this.pledges.lockMany(
          tx,
          news.map(({ pledgeId }) => pledgeId),
        )
      ).map((p) => [p.id, p]),
    );
    const paidFor = news
      .filter(({ outcome }) => outcome === 'paid')
      .map(({ pledgeId }) => pledges.get(pledgeId)?.campaignId);
    const campaigns = await this.campaigns.findMany([...new Set(paidFor.flatMap((id) => id ?? []))]);
    const now = this.clock.now();
    const changes: StateChange[] = [];
    const paid: { key: string; payload: DonationPaid }[] = [];
    for (const { pledgeId, outcome, failure, paidAt, fee } of news) {
      const pledge = pledges.get(pledgeId);
      const to = pledge && stateAfterPayment(pledge.state, outcome);
      if (!pledge || !to) continue;
      const campaign = campaigns.find(({ id }) => id === pledge.campaignId);
      // Policy for late money: it is accepted as designated and marked, never turned away in silence (ADR 0009).
      const late = to === 'PAID' && campaign !== undefined && campaign.endsAt <= (paidAt ?? now);
      changes.push({
        pledgeId,
        from: pledge.state,
        to,
        actor,
        reason: failure ?? outcome,
        at: now,
        failure,
        paidAt,
        late,
      });
      pledge.state = to;
      if (to === 'PAID') paid.push({ key: pledgeId, payload: donationOf(pledge, paidAt ?? now, fee ?? 0n) });
    }
    await this.pledges.applyChanges(tx, changes);
    await this.outbox.publish(tx, 'ledger-post', paid);
    const cards =
      paid.length > 0
        ? await this.pledges.withCards(
            tx,
            paid.map(({ key }) => key),
          )
        : [];
    await this.outbox.publish(
      tx,
      'honour-cards',
      cards.map((key) => ({ key })),
    );
    // Nobody follows a pledge whose payment is only being opened; a signal less keeps giving fast.
    await this.tellFollowers(
      tx,
      changes.flatMap(({ pledgeId, from }) => (from === 'CREATED' ? [] : pledgeId)),
    );
  }

  private tellFollowers(tx: Tx, ids: readonly string[]): Promise<void> {
    return this.signals.send(
      tx,
      ids.map((id) => ({ kind: 'pledge', id })),
    );
  }

  /** Locks pledges in order of their ids for the rest of the transaction: what is decided about them next, is decided alone. */
  async lockMany(tx: Tx, ids: readonly string[]): Promise<void> {
    await this.pledges.lockMany(tx, [...new Set(ids)]);
  }

  /** Locks a pledge for the rest of the transaction, then reads it. */
  async lock(tx: Tx, id: string): Promise<Pledge | null> {
    return (await this.pledges.lockMany(tx, [id]))[0] ?? null;
  }

  /**
   * Brings a locked pledge in line with what the books say has gone back of it.
   * @param reason stable code of what happened
   */
  async applyReturns(tx: Tx, pledge: Pledge, gift: GiftReturns, why: { actor: string; reason: string }): Promise<void> {
    await this.pledges.setReturned(tx, pledge.id, gift.returned);
    const to = stateAfterReturns(pledge.state, gift);
    if (to === null) return;
    const { id: pledgeId, state: from, failure } = pledge;
    await this.pledges.applyChanges(tx, [
      { pledgeId, from, to, ...why, at: this.clock.now(), failure, paidAt: null, late: false },
    ]);
    await this.tellFollowers(tx, [pledgeId]);
  }
}

function donationOf(pledge: Pledge, paidAt: Date, fee: Fen): DonationPaid {
  return {
    pledgeId: pledge.id,
    campaignId: pledge.campaignId,
    teamId: pledge.teamId,
    regionCode: pledge.regionCode,
    amount: pledge.amount.toString(),
    fee: fee.toString(),
    paidAt: paidAt.toISOString(),
    commitment: pledge.commitment,
  };
}
