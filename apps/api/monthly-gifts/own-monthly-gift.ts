import { Inject, Injectable } from '@nestjs/common';
import { oversees } from '#identity';
import { RequestError } from '#kernel';
import { MonthlyGiftLinks, MonthlyGiftsRepository, type MonthlyGift } from '#monthly-gifts';
import type { GraphContext } from '../graphql/context.js';

/** Whose a monthly gift is: whoever began it in this browser, or holds its signed link. */
@Injectable()
export class OwnMonthlyGift {
  constructor(
    @Inject(MonthlyGiftsRepository) private readonly gifts: MonthlyGiftsRepository,
    @Inject(MonthlyGiftLinks) private readonly links: MonthlyGiftLinks,
  ) {}

  /** To look at: also for staff and auditors. Foreign and missing look alike: null. */
  async seen(id: string, token: string | null | undefined, context: GraphContext): Promise<MonthlyGift | null> {
    const gift = await this.gifts.find(id);
    if (!gift || !(this.isTheirs(gift, token, context) || oversees(context.viewer))) return null;
    context.openedPledges.add(gift.id);
    return gift;
  }

  /** To change, which is its giver's alone. @throws RequestError monthly_gift_not_found, also for a foreign one */
  async owned(id: string, token: string | null | undefined, context: GraphContext): Promise<MonthlyGift> {
    const gift = await this.gifts.find(id);
    if (!gift || !this.isTheirs(gift, token, context)) throw new RequestError('NOT_FOUND', 'monthly_gift_not_found');
    context.openedPledges.add(gift.id);
    return gift;
  }

  private isTheirs(gift: MonthlyGift, token: string | null | undefined, { visitorHash }: GraphContext): boolean {
    return gift.actorHash === visitorHash || (Boolean(token) && this.links.opens(gift.id, token ?? ''));
  }
}
