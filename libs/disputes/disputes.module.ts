import { Module } from '@nestjs/common';
import { EvidenceModule } from '#evidence';
import { LedgerModule } from '#ledger';
import { PaymentsModule } from '#payments';
import { PledgesModule } from '#pledges';
import { DisputeFollower } from './dispute-follower.js';
import { DisputeSender } from './dispute-sender.js';
import { DisputesRepository } from './disputes.repository.js';
import { DisputesService } from './disputes.service.js';

@Module({
  imports: [EvidenceModule, PaymentsModule, PledgesModule, LedgerModule],
  providers: [DisputesRepository, DisputesService, DisputeSender, DisputeFollower],
  exports: [DisputesRepository, DisputesService, DisputeSender, DisputeFollower],
})
export class DisputesModule {}
