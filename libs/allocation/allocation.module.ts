import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { LedgerModule } from '#ledger';
import { OrganizationsModule } from '#organizations';
import { AllocationRepository } from './allocation.repository.js';
import { AllocationService } from './allocation.service.js';
import { RuleDraftsService } from './rule-drafts.service.js';
import { RulesService } from './rules.service.js';
import { SimulationRepository } from './simulation.repository.js';
import { SimulationService } from './simulation.service.js';

const SERVICES = [
  AllocationRepository,
  AllocationService,
  RuleDraftsService,
  RulesService,
  SimulationRepository,
  SimulationService,
];

@Module({
  imports: [LedgerModule, CampaignsModule, OrganizationsModule],
  providers: SERVICES,
  exports: SERVICES,
})
export class AllocationModule {}
