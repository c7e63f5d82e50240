export { ALL_CHECKS } from './all-checks.js';
export { BooksBrokenError } from './audit.errors.js';
export { AuditModule } from './audit.module.js';
export { AuditService } from './audit.service.js';
export type { AuditRun, BrokenSentence, Halt } from './audit.types.js';
