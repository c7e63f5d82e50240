import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { TeamsModule } from '#teams';
import { PledgeLinks } from './pledge-links.js';
import { PledgesRepository } from './pledges.repository.js';
import { PledgesService } from './pledges.service.js';

@Module({
  imports: [CampaignsModule, TeamsModule],
  providers: [PledgesRepository, PledgesService, PledgeLinks],
  exports: [PledgesRepository, PledgesService, PledgeLinks],
})
export class PledgesModule {}
