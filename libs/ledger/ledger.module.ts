import { Module } from '@nestjs/common';
import { LedgerReader } from './ledger.reader.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { PlacementsRepository } from './placements.repository.js';
import { ReportsReader } from './reports.reader.js';
import { TransfersService } from './transfers.service.js';

@Module({
  providers: [LedgerRepository, PlacementsRepository, LedgerService, TransfersService, LedgerReader, ReportsReader],
  exports: [LedgerService, TransfersService, LedgerReader, ReportsReader],
})
export class LedgerModule {}
