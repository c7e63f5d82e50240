import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { PaymentsModule } from '#payments';
import { PledgesModule } from '#pledges';
import { MonthlyGiftCards } from './monthly-gift-cards.service.js';
import { MonthlyGiftChanges } from './monthly-gift-changes.js';
import { MonthlyGiftCharges } from './monthly-gift-charges.service.js';
import { MonthlyGiftLinks } from './monthly-gift-links.js';
import { MonthlyGiftMails } from './monthly-gift-mails.service.js';
import { MonthlyGiftRenewals } from './monthly-gift-renewals.service.js';
import { MonthlyGiftsRepository } from './monthly-gifts.repository.js';
import { MonthlyGiftsService } from './monthly-gifts.service.js';

@Module({
  imports: [CampaignsModule, PledgesModule, PaymentsModule],
  providers: [
    MonthlyGiftsRepository,
    MonthlyGiftLinks,
    MonthlyGiftMails,
    MonthlyGiftChanges,
    MonthlyGiftsService,
    MonthlyGiftRenewals,
    MonthlyGiftCharges,
    MonthlyGiftCards,
  ],
  exports: [
    MonthlyGiftsRepository,
    MonthlyGiftLinks,
    MonthlyGiftsService,
    MonthlyGiftRenewals,
    MonthlyGiftCharges,
    MonthlyGiftCards,
  ],
})
export class MonthlyGiftsModule {}
