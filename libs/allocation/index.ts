export { allocationChecks } from './allocation.checks.js';
export { AllocationModule } from './allocation.module.js';
export { AllocationRepository, type AllocationRule } from './allocation.repository.js';
export { AllocationService, type Donation, type Routing } from './allocation.service.js';
