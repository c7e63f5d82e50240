import { Module } from '@nestjs/common';
import { LedgerModule } from '#ledger';
import { PaymentsModule } from '#payments';
import { AlarmsRepository } from './alarms/alarms.repository.js';
import { ReconciliationAlarms } from './alarms/alarms.service.js';
import { BankMatching } from './bank/bank-matching.service.js';
import { BankStatements } from './bank/bank-statements.service.js';
import { BankRepository } from './bank/bank.repository.js';
import { DifferencesRepository } from './differences/differences.repository.js';
import { DifferencesService } from './differences/differences.service.js';
import { PayoutsRepository } from './payouts/payouts.repository.js';
import { PayoutsService } from './payouts/payouts.service.js';
import { ComparisonRepository } from './runs/comparison.repository.js';
import { ReconciliationService } from './runs/reconciliation.service.js';
import { ReconciliationRunsRepository } from './runs/runs.repository.js';
import { ProviderStatementRepository } from './statement/provider-statement.repository.js';
import { ProviderStatementService } from './statement/provider-statement.service.js';

@Module({
  imports: [LedgerModule, PaymentsModule],
  providers: [
    ProviderStatementRepository,
    ProviderStatementService,
    PayoutsRepository,
    PayoutsService,
    BankRepository,
    BankStatements,
    BankMatching,
    ComparisonRepository,
    ReconciliationRunsRepository,
    ReconciliationService,
    DifferencesRepository,
    DifferencesService,
    AlarmsRepository,
    ReconciliationAlarms,
  ],
  exports: [
    PayoutsRepository,
    PayoutsService,
    BankRepository,
    BankStatements,
    BankMatching,
    ReconciliationRunsRepository,
    ReconciliationService,
    DifferencesRepository,
    DifferencesService,
    ReconciliationAlarms,
  ],
})
export class ReconciliationModule {}
