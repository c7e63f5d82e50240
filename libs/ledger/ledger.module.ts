import { Module } from '@nestjs/common';
import { BooksExportReader } from './public-books/books-export.reader.js';
import { BooksHeadRepository } from './public-books/books-head.repository.js';
import { BooksHeads } from './public-books/books-heads.js';
import { HeadSigner } from './public-books/head-signer.js';
import { CityFlowReader } from './reports/city-flow.reader.js';
import { GivingStatisticsReader } from './reports/giving-statistics.reader.js';
import { ExplanationsRepository } from './explanations/explanations.repository.js';
import { GiftMovesService } from './transfers/gift-moves.service.js';
import { GiftPicksReader } from './transfers/gift-picks.reader.js';
import { LedgerReader } from './ledger.reader.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { MatchesRepository } from './transfers/matches.repository.js';
import { PlacementsRepository } from './transfers/placements.repository.js';
import { ReportsRepository } from './reports/reports.repository.js';
import { TransfersService } from './transfers/transfers.service.js';

@Module({
  providers: [
    LedgerRepository,
    PlacementsRepository,
    MatchesRepository,
    LedgerService,
    TransfersService,
    GiftMovesService,
    GiftPicksReader,
    LedgerReader,
    ExplanationsRepository,
    ReportsRepository,
    CityFlowReader,
    GivingStatisticsReader,
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
    CityFlowReader,
    GivingStatisticsReader,
    BooksExportReader,
    BooksHeads,
    HeadSigner,
  ],
})
export class LedgerModule {}
