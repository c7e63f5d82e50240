export { BooksExportReader, type BooksOpening, type BooksState, type ExportedRoute } from './books-export.reader.js';
export { BooksHeads, type PublishedHead } from './books-heads.js';
export { HeadSigner } from './head-signer.js';
export { ledgerChecks } from './ledger.checks.js';
export { LedgerModule } from './ledger.module.js';
export { LedgerService, type NewRoute } from './ledger.service.js';
export { CHART, CHART_YEAR, type ChartEntry, type NormalSide } from './chart-of-accounts.js';
export { GiftMovesService } from './gift-moves.service.js';
export type { FundChange, MovePlan, MoveWish, PickedGift } from './gift-moves.types.js';
export { GiftPicksReader } from './gift-picks.reader.js';
export {
  GiftExceededError,
  InsufficientFundError,
  ShortFundsError,
  TransferConflictError,
  type FundShortage,
} from './ledger.errors.js';
export { LedgerReader } from './ledger.reader.js';
export type {
  CampaignTotals,
  CityTotal,
  FundBalance,
  FundLine,
  FundQuery,
  GiftPosting,
  PostedGift,
} from './ledger.types.js';
export { POSTINGS, type PlainKind, type Posting, type PostingLine } from './postings.js';
export type { GiftReallocation, GiftReturn, PlainEvent, PoolAllocation, Posted } from './transfer.types.js';
export { TransfersService } from './transfers.service.js';
