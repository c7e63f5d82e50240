import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { IdentityModule } from '#identity';
import { MonthlyGiftsModule } from '#monthly-gifts';
import { NewsModule } from '#news';
import { OrganizationsModule } from '#organizations';
import { PledgesModule } from '#pledges';
import { ReceiptsModule } from '#receipts';
import { DonorErasure } from './donor-erasure.service.js';
import { DonorExport } from './donor-export.service.js';
import { DonorMove } from './donor-move.service.js';
import { DonorStatements } from './donor-statements.service.js';
import { DonorsService } from './donors.service.js';

@Module({
  imports: [
    CampaignsModule,
    IdentityModule,
    MonthlyGiftsModule,
    NewsModule,
    OrganizationsModule,
    PledgesModule,
    ReceiptsModule,
  ],
  providers: [DonorsService, DonorStatements, DonorExport, DonorErasure, DonorMove],
  exports: [DonorsService, DonorStatements, DonorExport, DonorErasure, DonorMove],
})
export class DonorsModule {}
