export { ledgerChecks } from './ledger.checks.js';
export { LedgerModule } from './ledger.module.js';
export { LedgerService, type NewRoute } from './ledger.service.js';
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
