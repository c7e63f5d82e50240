import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { LedgerModule } from '#ledger';
import { OrganizationsModule } from '#organizations';
import { AllocationRepository } from './allocation.repository.js';
import { AllocationService } from './allocation.service.js';

@Module({
  imports: [LedgerModule, CampaignsModule, OrganizationsModule],
  providers: [AllocationRepository, AllocationService],
  exports: [AllocationRepository, AllocationService],
})
export class AllocationModule {}
