import { Module } from '@nestjs/common';
import { LedgerModule } from '#ledger';
import { PaymentsModule } from '#payments';
import { PledgesModule } from '#pledges';
import { DisputeFollower } from './dispute-follower.js';
import { DisputesRepository } from './disputes.repository.js';
import { DisputesService } from './disputes.service.js';

@Module({
  imports: [PaymentsModule, PledgesModule, LedgerModule],
  providers: [DisputesRepository, DisputesService, DisputeFollower],
  exports: [DisputesRepository, DisputesService, DisputeFollower],
})
export class DisputesModule {}
