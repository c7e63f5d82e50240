import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { PledgesRepository } from './pledges.repository.js';
import { PledgesService } from './pledges.service.js';

@Module({ imports: [CampaignsModule], providers: [PledgesRepository, PledgesService], exports: [PledgesRepository, PledgesService] })
export class PledgesModule {}
