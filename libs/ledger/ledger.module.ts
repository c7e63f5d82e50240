import { Module } from '@nestjs/common';
import { ExplanationsRepository } from './explanations.repository.js';
import { LedgerReader } from './ledger.reader.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { PlacementsRepository } from './placements.repository.js';
import { ReportsRepository } from './reports.repository.js';
import { TransfersService } from './transfers.service.js';

@Module({
  providers: [
    LedgerRepository,
    PlacementsRepository,
    LedgerService,
    TransfersService,
    LedgerReader,
    ExplanationsRepository,
    ReportsRepository,
  ],
  exports: [LedgerService, TransfersService, LedgerReader, ExplanationsRepository, ReportsRepository],
})
export class LedgerModule {}
