import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import { invariant } from '#kernel';
import { Mails, Settings, type Tx } from '#platform';
import { MonthlyGiftLinks } from './monthly-gift-links.js';
import { monthlyLetter, type News } from './monthly-gift.letters.js';
import type { MonthlyGift } from './monthly-gifts.repository.js';

/** Letters about monthly gifts; each is written with what it tells of, in one transaction, and once. */
@Injectable()
export class MonthlyGiftMails {
  constructor(
    @Inject(Mails) private readonly mails: Mails,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(MonthlyGiftLinks) private readonly links: MonthlyGiftLinks,
    @Inject(Settings) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** @param once what makes the letter this one and no other of its gift, e.g. `reminder_202612` */
  async tell(tx: Tx, gift: MonthlyGift, once: string, news: News): Promise<void> {
    const campaign = await this.campaigns.find(gift.campaignId);
    invariant(campaign, 'a monthly gift names a campaign that exists');
    const letter = monthlyLetter(
      news,
      {
        campaign: campaign.title,
        charity: campaign.charity.name,
        amount: gift.amount,
        brand: (gift.cardBrand ?? '').toUpperCase(),
        last4: gift.cardLast4 ?? '',
        nextChargeOn: gift.nextChargeOn ?? gift.pausedUntil,
        link: (wish) => this.links.page(gift, wish),
        home: `${this.settings.publicUrl}${gift.locale === 'en' ? '/en' : ''}/`,
      },
      gift.locale,
    );
    await this.mails.enqueue(tx, {
      id: `mail_${gift.id}_${once.replaceAll('-', '').toLowerCase()}`,
      subjectId: gift.subjectId,
      recipient: gift.email,
      ...letter,
      attachmentKey: null,
      attachmentName: null,
    });
  }
}
