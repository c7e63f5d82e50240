import { Inject, Injectable } from '@nestjs/common';
import { Clock, IdSource, RequestError } from '#kernel';
import {
  CheckoutService,
  GatewayUnavailable,
  PaymentGateway,
  PaymentsRepository,
  PaymentUnavailableError,
  type CheckoutResult,
  type SavedCard,
} from '#payments';
import { Database, type Tx } from '#platform';
import { PledgesService } from '#pledges';
import { MonthlyGiftChanges } from './monthly-gift-changes.js';
import { MonthlyGiftLinks } from './monthly-gift-links.js';
import { cardColumns } from './monthly-gift.types.js';
import { MonthlyGiftBusyError, MonthlyGiftStateError } from './monthly-gifts.errors.js';
import { MonthlyGiftsRepository, type CardUpdate, type MonthlyGift } from './monthly-gifts.repository.js';

const DAY_MS = 86_400_000;
const MOST_PAGES_A_DAY = 10;

/** The kept card: replaced on a page of the provider's, and forgotten when it is of no more use. */
@Injectable()
export class MonthlyGiftCards {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MonthlyGiftsRepository) private readonly gifts: MonthlyGiftsRepository,
    @Inject(MonthlyGiftChanges) private readonly changes: MonthlyGiftChanges,
    @Inject(MonthlyGiftLinks) private readonly links: MonthlyGiftLinks,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(CheckoutService) private readonly checkout: CheckoutService,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * Opens a page on which the giver puts in another card.
   * @returns its address
   * @throws MonthlyGiftStateError, PaymentUnavailableError; RequestError rate_limited after too many a day
   */
  async openUpdate(gift: MonthlyGift): Promise<string> {
    const { customerId, state } = gift;
    if (customerId === null || state === 'ENDED') throw new MonthlyGiftStateError(state);
    const since = new Date(this.clock.now().getTime() - DAY_MS);
    // A page on which cards can be tried without money is what card testers look for.
    if ((await this.gifts.countCardUpdates(gift.id, since)) >= MOST_PAGES_A_DAY) {
      throw new RequestError('RATE_LIMITED', 'rate_limited');
    }
    const id = this.ids.next('cardUpdate');
    await this.database.transaction((tx) =>
      this.gifts.insertCardUpdate(tx, { id, monthlyGiftId: gift.id, createdAt: this.clock.now() }),
    );
    const page = this.links.page(gift);
    try {
      const { sessionId, url } = await this.gateway.openCardUpdate({
        cardUpdateId: id,
        idempotencyKey: `card-update:${id}`,
        customerId,
        locale: gift.locale,
        successUrl: `${page}&card=${id}`,
        cancelUrl: page,
      });
      await this.gifts.setCardUpdateSession(id, sessionId);
      return url;
    } catch (error) {
      throw error instanceof GatewayUnavailable ? new PaymentUnavailableError(error) : error;
    }
  }

  /**
   * Asks for the card that was put in on a page. The return page and the notification both come here.
   * @returns null for a page that is none of ours, was never opened or is not finished
   * @throws GatewayUnavailable
   */
  async inspect(cardUpdateId: string): Promise<{ update: CardUpdate; card: SavedCard } | null> {
    const update = await this.gifts.findCardUpdate(cardUpdateId);
    if (!update || update.sessionId === null || update.doneAt !== null) return null;
    const card = await this.gateway.inspectCardUpdate(update.sessionId);
    return card && { update, card };
  }

  /** Puts a card in place of the one before, once; a month that waits is charged to it right away. */
  async replace(tx: Tx, { update, card }: { update: CardUpdate; card: SavedCard }): Promise<void> {
    const gift = await this.gifts.lock(tx, update.monthlyGiftId);
    if (!gift || !(await this.gifts.finishCardUpdate(tx, update.id, this.clock.now()))) return;
    if (gift.state === 'ENDED') return this.changes.forget(tx, card.cardId);
    if (gift.cardId !== card.cardId) await this.changes.forget(tx, gift.cardId);
    const actor = `giver:${gift.actorHash.slice(0, 8)}`;
    const note = `${card.brand} ${card.last4}`;
    const moved = await this.changes.move(
      tx,
      gift,
      { ...cardColumns(card), expiryTold: null },
      { actor, reason: 'card_changed', note },
    );
    const waiting = (await this.gifts.chargesOf(tx, gift.id)).find(({ retryOn }) => retryOn !== null);
    if (!waiting) return;
    if (!(await this.changes.isBeingPaid(tx, waiting))) return this.changes.charge(tx, moved, waiting);
    // The page is open as well: whichever is used first pays; the card's turn comes once the page is closed.
    await this.gifts.updateCharge(tx, waiting, { state: 'RETRYING', retryOn: this.changes.today() });
  }

  /** As `inspect` and `replace` in one, for the return page of this gift. @throws GatewayUnavailable */
  async confirm(cardUpdateId: string, monthlyGiftId: string): Promise<void> {
    const found = await this.inspect(cardUpdateId);
    if (found?.update.monthlyGiftId === monthlyGiftId) await this.database.transaction((tx) => this.replace(tx, found));
  }

  /** Notifications about these pages have been taken in. */
  async markProcessed(tx: Tx, cardUpdateId: string, askedAt: Date): Promise<void> {
    await this.payments.markProcessed(tx, 'monthly-gifts-card', [cardUpdateId], this.clock.now(), askedAt);
  }

  /**
   * Opens a page on which the giver pays a month whose card could not be charged.
   * @throws MonthlyGiftStateError when no month waits; MonthlyGiftBusyError, PaymentUnavailableError
   */
  async payOnPage(gift: MonthlyGift): Promise<CheckoutResult & { checkoutUrl: string }> {
    const waiting = (await this.gifts.charges(gift.id)).find(({ retryOn }) => retryOn !== null);
    const pledge = waiting?.pledgeId ? await this.pledges.find(waiting.pledgeId) : null;
    if (!pledge) throw new MonthlyGiftStateError(gift.state);
    const opened = await this.checkout.payOnPage(pledge);
    if (opened.checkoutUrl === null) throw new MonthlyGiftBusyError();
    return { ...opened, checkoutUrl: opened.checkoutUrl };
  }

  /** Has the provider forget a card, unless a gift still goes on with it. @throws GatewayUnavailable */
  async forget(cardId: string): Promise<void> {
    if (await this.gifts.isCardInUse(cardId)) return;
    await this.gateway.forgetCard(cardId);
    await this.gifts.clearCard(cardId);
  }

  /** @throws RequestError monthly_gift_not_found */
  async found(id: string): Promise<MonthlyGift> {
    const gift = await this.gifts.find(id);
    if (!gift) throw new RequestError('NOT_FOUND', 'monthly_gift_not_found');
    return gift;
  }
}
