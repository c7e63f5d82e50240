export { ReconciliationAlarms, webhookUrl, YOUNG_MS, type Alarms } from './alarms/alarms.service.js';
export type { StandingAlarm } from './alarms/alarms.repository.js';
export type { FreeLine } from './bank/bank-matching.js';
export { BankMatching } from './bank/bank-matching.service.js';
export { BankRepository, type BankLine, type BankStatement } from './bank/bank.repository.js';
export { BankStatements, type StatementPreview } from './bank/bank-statements.service.js';
export { MAX_FILE_BYTES } from './bank/statement.types.js';
export { BANK_KINDS } from './differences/difference.types.js';
export {
  DifferencesRepository,
  type Difference,
  type DifferenceFilter,
  type DifferenceStep,
} from './differences/differences.repository.js';
export { canAct, DifferencesService } from './differences/differences.service.js';
export { PayoutsRepository, type Payout, type PayoutLine } from './payouts/payouts.repository.js';
export { PayoutsService, type PayoutLook } from './payouts/payouts.service.js';
export { reconciliationChecks } from './reconciliation.checks.js';
export {
  DifferenceStateError,
  LineTakenError,
  StatementRejectedError,
  type LineFault,
} from './reconciliation.errors.js';
export { ReconciliationModule } from './reconciliation.module.js';
export { gapOf, ReconciliationService } from './runs/reconciliation.service.js';
export { ReconciliationRunsRepository, type ReconciliationRun } from './runs/runs.repository.js';
