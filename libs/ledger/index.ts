export { BooksExportReader, type BooksOpening, type BooksState, type ExportedRoute } from './books-export.reader.js';
export { BooksHeads, type PublishedHead } from './books-heads.js';
export { HeadSigner } from './head-signer.js';
export { ledgerChecks } from './ledger.checks.js';
export { LedgerModule } from './ledger.module.js';
export { LedgerService, type NewRoute } from './ledger.service.js';
export { CHART, CHART_YEAR, type ChartEntry, type NormalSide } from './chart-of-accounts.js';
export { bridgeOf, bridgesOf, INFLOWS, OUTFLOWS, type Bridge, type Inflow, type Outflow } from './bridge.js';
export { ExplanationsRepository } from './explanations.repository.js';
export type {
  ExplainedLeg,
  ExplainedPlacement,
  GiftChange,
  GiftHistory,
  PostingFacts,
  PostingLink,
  RouteFacts,
} from './explanations.types.js';
export type { LineProgress } from './line-states.js';
export {
  HELD_LINES,
  INCOME_LINES,
  incomeAndSpendingByCampaign,
  SPENDING_LINES,
  type HeldLine,
  type IncomeAndSpending,
  type IncomeLine,
  type SpendingLine,
} from './income-and-spending.js';
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
export type { GiftReturn, PlainEvent, PoolAllocation, Posted } from './transfer.types.js';
export { ReportsRepository } from './reports.repository.js';
export type {
  AccountFacts,
  AccountStanding,
  EntryPosting,
  Standings,
  Statement,
  StatementEntry,
  StatementQuery,
  TrialBalance,
  TrialBalanceGroup,
  TrialBalanceRow,
} from './reports.types.js';
export { trialBalanceOf } from './trial-balance.js';
export { TransfersService } from './transfers.service.js';
