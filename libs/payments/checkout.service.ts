import { Inject, Injectable } from '@nestjs/common';
import { acceptsGifts, CampaignsRepository } from '#campaigns';
import { Clock, invariant } from '#kernel';
import { Database, isUniqueViolation, type Tx } from '#platform';
import { CampaignClosedError, PledgeLinks, PledgesService, type Pledge, type PledgeDraft } from '#pledges';
import { GatewayUnavailable, PaymentGateway } from './payment-gateway.js';
import { offeredMethods } from './payment-methods.js';
import { PaymentUnavailableError, PledgeStateError } from './payments.errors.js';
import { PaymentsRepository, type PaymentAttempt } from './payments.repository.js';

export interface CheckoutResult {
  pledge: Pledge;
  /** Where to pay; null once nothing is left to pay. */
  checkoutUrl: string | null;
}

/** What a checkout keeps besides the pledge. */
export interface Keeping {
  /** The card, so that it can be charged again; only methods that can be kept are then offered. */
  saveCard?: boolean;
  /** What is written in the transaction that keeps the pledge. */
  alongside?: (tx: Tx, pledge: Pledge) => Promise<void>;
}

/** How long a payment page takes money. */
const PAGE_LIFETIME_MS = 2 * 3_600_000;
/** Stripe opens no page that closes within half an hour; a minute is left for clocks that differ. */
const SHORTEST_PAGE_MS = 31 * 60_000;
/** Nobody is sent to a page that closes before a person has paid on it. */
const LAST_MINUTES_MS = 5 * 60_000;

/** From a giver's draft to an open payment page. */
@Injectable()
export class CheckoutService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Keeps the pledge and opens its payment; `keeping` says what else is kept with it. The same draft from the same visitor goes on where it stopped, however
   * often and however parallel it is sent.
   * @throws the errors of PledgesService.check and findRepeat, PaymentUnavailableError
   */
  async begin(draft: PledgeDraft, actorHash: string, keeping: Keeping = {}): Promise<CheckoutResult> {
    const known = await this.pledges.findRepeat(draft, actorHash);
    const kept = known ? await this.resumed(known) : await this.keep(draft, actorHash, keeping);
    // As it is kept: a space typed along must not make the provider refuse the page.
    return this.openOnce(kept, draft.email?.trim() || null);
  }

  /**
   * Opens a page on which a giver pays a pledge themselves after their kept card could not be charged; it keeps the
   * card they pay with. A page that is open already is given again; while the card is being charged there is none.
   * @throws PaymentUnavailableError
   */
  async payOnPage(pledge: Pledge): Promise<CheckoutResult> {
    const latest = await this.payments.latestAttempt(pledge.id);
    invariant(latest, 'a pledge is kept together with its first attempt');
    const isUnderWay = latest.state === 'CREATED' || latest.state === 'OPEN';
    const isPage = latest.cardId === null && (isUnderWay || latest.state === 'FAILED');
    if (!isUnderWay && !isPage) await this.insertNext(latest, true);
    return this.openOnce(await this.resumed(pledge), null);
  }

  /** Opens the page of a try that is kept and has none yet; a twin that is opening it gives the same page. */
  async goOn(pledge: Pledge): Promise<CheckoutResult> {
    return this.openOnce(await this.resumed(pledge), null);
  }

  private async openOnce(kept: KeptPledge, email: string | null): Promise<CheckoutResult> {
    if (kept.attempt.state === 'CREATED' && kept.attempt.cardId === null) return this.open(kept, email);
    // A twin of this request may have opened the page since the pledge was read.
    const pledge = (await this.pledges.find(kept.pledge.id)) ?? kept.pledge;
    return { pledge, checkoutUrl: payableUrl(kept.attempt) };
  }

  /** Where a pledge can still be paid, or null. */
  async checkoutUrlOf(pledgeId: string): Promise<string | null> {
    const attempt = await this.payments.latestAttempt(pledgeId);
    return attempt && payableUrl(attempt);
  }

  /** The page of a try on which it can be paid now, with time enough to do so; null when there is none. */
  openPageOf(attempt: PaymentAttempt): string | null {
    const left = attempt.createdAt.getTime() + PAGE_LIFETIME_MS - this.clock.now().getTime();
    return left > LAST_MINUTES_MS ? payableUrl(attempt) : null;
  }

  /** @throws CampaignClosedError when the campaign takes no gifts now */
  async refuseClosedCampaign(campaignId: string): Promise<void> {
    const campaign = await this.campaigns.find(campaignId);
    invariant(campaign, 'a pledge names a campaign that exists');
    if (!acceptsGifts(campaign, this.clock.now())) throw new CampaignClosedError(campaign.state);
  }

  /**
   * Opens another page for a pledge that is kept; the page of the try before is closed.
   * @throws PaymentUnavailableError; PledgeStateError when the pledge has moved on meanwhile
   */
  async openNext(pledge: Pledge, before: PaymentAttempt | null): Promise<CheckoutResult> {
    try {
      await this.database.transaction(async (tx) => {
        if (!(await this.pledges.reopen(tx, pledge.id))) throw new PledgeStateError(pledge.state);
        const { id: pledgeId, amount } = pledge;
        const next = { pledgeId, number: (before?.number ?? 0) + 1, provider: this.gateway.name, amount };
        // A pledge that began with keeping a card goes on so.
        const saveCard = (await this.payments.withKeptCards(tx, [pledgeId])).has(pledgeId);
        await this.payments.insertAttempt(tx, { ...next, saveCard, createdAt: this.clock.now() });
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error; // A twin of this request has made the try already.
    }
    const kept = await this.resumed(pledge);
    if (kept.attempt.state !== 'CREATED' || kept.attempt.cardId !== null) {
      return { pledge, checkoutUrl: payableUrl(kept.attempt) };
    }
    return this.open(kept, null);
  }

  private async resumed(pledge: Pledge): Promise<KeptPledge> {
    let attempt = await this.payments.latestAttempt(pledge.id);
    invariant(attempt, 'a pledge is kept together with its first attempt');
    if (attempt.state === 'CREATED' && attempt.cardId === null && this.isStale(attempt)) {
      await this.startOver(attempt);
      attempt = (await this.payments.latestAttempt(pledge.id)) ?? attempt;
    }
    const campaign = await this.campaigns.find(pledge.campaignId);
    invariant(campaign, 'a pledge names a campaign that exists');
    return { pledge, attempt, title: campaign.title };
  }

  private async keep(
    draft: PledgeDraft,
    actorHash: string,
    { saveCard = false, alongside }: Keeping,
  ): Promise<KeptPledge> {
    const { checked, campaign } = await this.pledges.check(draft);
    try {
      return await this.database.transaction(async (tx) => {
        const pledge = await this.pledges.create(tx, draft, checked, actorHash);
        const { id: pledgeId, amount, createdAt } = pledge;
        const provider = this.gateway.name;
        const first = { pledgeId, number: 1, provider, amount, createdAt, saveCard };
        const attempt = await this.payments.insertAttempt(tx, first);
        await alongside?.(tx, pledge);
        return { pledge, attempt, title: campaign.title };
      });
    } catch (error) {
      // A twin of this request was first: its pledge is ours, or a conflict.
      const twin = isUniqueViolation(error) ? await this.pledges.findRepeat(draft, actorHash) : null;
      if (twin) return this.resumed(twin);
      throw error;
    }
  }

  private async open({ pledge, attempt, title }: KeptPledge, email: string | null): Promise<CheckoutResult> {
    const page = this.links.page(pledge);
    try {
      const { sessionId, url } = await this.gateway.openCheckout({
        attemptId: attempt.id,
        pledgeId: pledge.id,
        idempotencyKey: attempt.idempotencyKey,
        amount: pledge.amount,
        title,
        locale: pledge.locale,
        email,
        successUrl: page,
        cancelUrl: page,
        // From the row, not the clock: the same key must carry the same parameters.
        expiresAt: new Date(attempt.createdAt.getTime() + PAGE_LIFETIME_MS),
        methods: offeredMethods(this.gateway.methods, { amount: pledge.amount, recurring: attempt.saveCard }),
        saveCard: attempt.saveCard,
      });
      await this.database.transaction(async (tx) => {
        await this.payments.markOpen(tx, attempt.id, sessionId, url);
        const news = { pledgeId: pledge.id, outcome: 'awaiting', failure: null, paidAt: null, fee: null } as const;
        await this.pledges.applyPayments(tx, [news], 'checkout');
      });
      return { pledge: (await this.pledges.find(pledge.id)) ?? pledge, checkoutUrl: url };
    } catch (error) {
      if (!(error instanceof GatewayUnavailable)) throw error;
      if (error.keySpent) await this.startOver(attempt);
      throw new PaymentUnavailableError(error);
    }
  }

  /** Its page would close too soon for the provider to open it at all. */
  private isStale({ createdAt }: PaymentAttempt): boolean {
    return createdAt.getTime() + PAGE_LIFETIME_MS - this.clock.now().getTime() < SHORTEST_PAGE_MS;
  }

  /**
   * The next request goes on with a new attempt, under a new key. Should the provider have opened a page before it
   * failed, nobody knows its address, and it closes unpaid.
   */
  private async startOver(attempt: PaymentAttempt): Promise<void> {
    return this.insertNext(attempt, attempt.saveCard);
  }

  private async insertNext({ id, pledgeId, number, provider, amount }: PaymentAttempt, saveCard: boolean) {
    try {
      await this.database.transaction(async (tx) => {
        await this.payments.abandon(tx, id);
        const next = { pledgeId, number: number + 1, provider, amount, createdAt: this.clock.now(), saveCard };
        await this.payments.insertAttempt(tx, next);
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error; // A twin of this request has started over already.
    }
  }
}

/** A pledge with the attempt that is to be paid, and what the payment page calls it. */
interface KeptPledge {
  pledge: Pledge;
  attempt: PaymentAttempt;
  title: string;
}

/** A failed try may be repeated on the same page; what succeeded, expired or was cancelled may not. */
function payableUrl(attempt: PaymentAttempt): string | null {
  return attempt.state === 'OPEN' || attempt.state === 'FAILED' ? attempt.checkoutUrl : null;
}
