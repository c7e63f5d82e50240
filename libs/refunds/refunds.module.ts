import { Module } from '@nestjs/common';
import { LedgerModule } from '#ledger';
import { PaymentsModule } from '#payments';
import { PledgesModule } from '#pledges';
import { CoolingOff } from './cooling-off.js';
import { RefundFollower } from './refund-follower.js';
import { RefundLimits } from './refund-limits.js';
import { RefundMails } from './refund-mails.js';
import { RefundRecorder } from './refund-recorder.js';
import { RefundSender } from './refund-sender.js';
import { RefundsRepository } from './refunds.repository.js';
import { RefundsService } from './refunds.service.js';

@Module({
  imports: [PaymentsModule, PledgesModule, LedgerModule],
  providers: [
    RefundsRepository,
    RefundMails,
    RefundRecorder,
    RefundLimits,
    CoolingOff,
    RefundsService,
    RefundSender,
    RefundFollower,
  ],
  exports: [RefundsRepository, RefundsService, RefundSender, RefundFollower],
})
export class RefundsModule {}
