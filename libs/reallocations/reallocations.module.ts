import { Module } from '@nestjs/common';
import { AllocationModule } from '#allocation';
import { LedgerModule } from '#ledger';
import { OrganizationsModule } from '#organizations';
import { ReallocationPlanner } from './reallocation-planner.js';
import { ReallocationPosting } from './reallocation-posting.service.js';
import { ReallocationsRepository } from './reallocations.repository.js';
import { ReallocationsService } from './reallocations.service.js';

@Module({
  imports: [AllocationModule, LedgerModule, OrganizationsModule],
  providers: [ReallocationsRepository, ReallocationPlanner, ReallocationsService, ReallocationPosting],
  exports: [ReallocationsRepository, ReallocationsService, ReallocationPosting],
})
export class ReallocationsModule {}
