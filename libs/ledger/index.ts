export {
  BooksExportReader,
  type BooksOpening,
  type BooksState,
  type ExportedRoute,
} from './public-books/books-export.reader.js';
export { BooksHeads, type PublishedHead } from './public-books/books-heads.js';
export { HeadSigner } from './public-books/head-signer.js';
export { ledgerChecks } from './ledger.checks.js';
export { LedgerModule } from './ledger.module.js';
export { LedgerService, type NewRoute } from './ledger.service.js';
export { CHART, CHART_YEAR, type ChartEntry, type NormalSide } from './chart-of-accounts.js';
export { bridgeOf, bridgesOf, INFLOWS, OUTFLOWS, type Bridge, type Inflow, type Outflow } from './reports/bridge.js';
export { ExplanationsRepository } from './explanations/explanations.repository.js';
export type {
  ExplainedLeg,
  ExplainedPlacement,
  GiftChange,
  GiftHistory,
  PostingFacts,
  PostingLink,
  RouteFacts,
} from './explanations/explanations.types.js';
export type { LineProgress } from './explanations/line-states.js';
export {
  HELD_LINES,
  INCOME_LINES,
  incomeAndSpendingByCampaign,
  SPENDING_LINES,
  type HeldLine,
  type IncomeAndSpending,
  type IncomeLine,
  type SpendingLine,
} from './reports/income-and-spending.js';
export { GiftMovesService } from './transfers/gift-moves.service.js';
export type { FundChange, MovePlan, MoveWish, PickedGift } from './transfers/gift-moves.types.js';
export { GiftPicksReader } from './transfers/gift-picks.reader.js';
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
export { POSTINGS, type PlainKind, type Posting, type PostingLine } from './transfers/postings.js';
export type {
  CityReturn,
  GiftReturn,
  PlainEvent,
  PoolAllocation,
  Posted,
  ReturnedGift,
  ReturnPreview,
  ReturnUndone,
} from './transfers/transfer.types.js';
export { CityFlowReader, type CityPayments } from './reports/city-flow.reader.js';
export { GivingStatisticsReader, type CityOfGiving, type DayOfGiving } from './reports/giving-statistics.reader.js';
export { ReportsRepository } from './reports/reports.repository.js';
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
} from './reports/reports.types.js';
export { trialBalanceOf } from './reports/trial-balance.js';
export { TransfersService } from './transfers/transfers.service.js';
