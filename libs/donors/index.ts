export { DonorErasure } from './donor-erasure.service.js';
export { DonorExport } from './donor-export.service.js';
export { DonorMove, type WantedMove } from './donor-move.service.js';
export { DonorStatements } from './donor-statements.service.js';
export { donorChecks } from './donors.checks.js';
export { MonthlyGiftsGoOnError } from './donors.errors.js';
export { DonorsModule } from './donors.module.js';
export { DonorsService, type DonorGifts } from './donors.service.js';
