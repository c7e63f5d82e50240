import { Module } from '@nestjs/common';
import { BooksExportReader } from './books-export.reader.js';
import { BooksHeadRepository } from './books-head.repository.js';
import { BooksHeads } from './books-heads.js';
import { HeadSigner } from './head-signer.js';
import { ExplanationsRepository } from './explanations.repository.js';
import { GiftMovesService } from './gift-moves.service.js';
import { GiftPicksReader } from './gift-picks.reader.js';
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
    GiftMovesService,
    GiftPicksReader,
    LedgerReader,
    ExplanationsRepository,
    ReportsRepository,
    BooksExportReader,
    BooksHeadRepository,
    BooksHeads,
    HeadSigner,
  ],
  exports: [
    LedgerService,
    TransfersService,
    GiftMovesService,
    GiftPicksReader,
    LedgerReader,
    ExplanationsRepository,
    ReportsRepository,
    BooksExportReader,
    BooksHeads,
    HeadSigner,
  ],
})
export class LedgerModule {}
