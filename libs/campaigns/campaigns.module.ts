import { Module } from '@nestjs/common';
import { OrganizationsModule } from '#organizations';
import { CampaignsRepository } from './campaigns.repository.js';
import { CampaignsService } from './campaigns.service.js';
import { ConcernsService } from './concerns.service.js';

@Module({
  imports: [OrganizationsModule],
  providers: [CampaignsRepository, CampaignsService, ConcernsService],
  exports: [CampaignsRepository, CampaignsService, ConcernsService],
})
export class CampaignsModule {}
