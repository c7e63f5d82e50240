import { Module } from '@nestjs/common';
import { LedgerReader } from './ledger.reader.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { PlacementsRepository } from './placements.repository.js';
import { TransfersService } from './transfers.service.js';

@Module({
  providers: [LedgerRepository, PlacementsRepository, LedgerService, TransfersService, LedgerReader],
  exports: [LedgerService, TransfersService, LedgerReader],
})
export class LedgerModule {}
