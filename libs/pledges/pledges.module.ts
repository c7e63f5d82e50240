import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { TeamsModule } from '#teams';
import { HonourCards } from './honour-cards.js';
import { PledgeLinks } from './pledge-links.js';
import { PledgesRepository } from './pledges.repository.js';
import { PledgesService } from './pledges.service.js';

@Module({
  imports: [CampaignsModule, TeamsModule],
  providers: [PledgesRepository, PledgesService, PledgeLinks, HonourCards],
  exports: [PledgesRepository, PledgesService, PledgeLinks, HonourCards],
})
export class PledgesModule {}
