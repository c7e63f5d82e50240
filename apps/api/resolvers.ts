import { AllocationResolver } from './allocation/allocation.resolver.js';
import { RuleExampleResolver } from './allocation/rule-example.resolver.js';
import { RulesResolver } from './allocation/rules.resolver.js';
import { StaffRulesResolver } from './allocation/staff-rules.resolver.js';
import { AuditResolver } from './audit/audit.resolver.js';
import { CampaignProgressResolver } from './campaigns/campaign-progress.resolver.js';
import { CampaignResolver } from './campaigns/campaign.resolver.js';
import { ConcernsResolver } from './campaigns/concerns.resolver.js';
import { StaffCampaignsResolver } from './campaigns/staff-campaigns.resolver.js';
import { CitiesResolver, CityOfCampaignResolver } from './cities/cities.resolver.js';
import { BooksHeadsResolver, CampaignDisclosuresResolver } from './disclosures/disclosures.resolver.js';
import { DisputesResolver, PledgeDisputesResolver } from './disputes/disputes.resolver.js';
import { DisputeEvidenceResolver, EvidenceFileResolver, RefundEvidenceResolver } from './evidence/evidence.resolver.js';
import { DonorAddressResolver } from './donors/donor-address.resolver.js';
import { DonorPledgeResolver } from './donors/donor-pledge.resolver.js';
import { DonorsResolver } from './donors/donors.resolver.js';
import { FundResolver } from './funds/fund.resolver.js';
import { ViewerResolver } from './identity/viewer.resolver.js';
import {
  MonthlyChargeResolver,
  MonthlyGiftFieldsResolver,
  PledgeMonthlyGiftResolver,
} from './monthly-gifts/monthly-gift-fields.resolver.js';
import { MonthlyGiftsResolver } from './monthly-gifts/monthly-gifts.resolver.js';
import { StaffMonthlyGiftsResolver } from './monthly-gifts/staff-monthly-gifts.resolver.js';
import { PostingResolver } from './ledger/posting.resolver.js';
import { ReportsResolver } from './ledger/reports.resolver.js';
import {
  CampaignNewsResolver,
  NewsItemFieldsResolver,
  WithdrawnNewsFieldsResolver,
} from './news/news-fields.resolver.js';
import { NewsResolver } from './news/news.resolver.js';
import { RegionsResolver } from './organizations/regions.resolver.js';
import { PaymentExceptionsResolver } from './payments/payment-exceptions.resolver.js';
import { PledgePaymentsResolver } from './payments/pledge-payments.resolver.js';
import { PledgeTraceResolver } from './pledges/pledge-trace.resolver.js';
import { PledgeResolver } from './pledges/pledge.resolver.js';
import { WallResolver } from './pledges/wall.resolver.js';
import {
  CityChangeResolver,
  FundShortageResolver,
  ReallocationFieldsResolver,
  ReallocationPreviewResolver,
} from './reallocations/reallocation-fields.resolver.js';
import { ReallocationsResolver } from './reallocations/reallocations.resolver.js';
import { CityReturnResolver, PledgeRefundsResolver, RefundFieldsResolver } from './refunds/refund-fields.resolver.js';
import { RefundsResolver } from './refunds/refunds.resolver.js';
import { BankStatementsResolver, PayoutsResolver } from './reconciliation/bank.resolver.js';
import { DifferencesResolver } from './reconciliation/differences.resolver.js';
import { ReconciliationResolver } from './reconciliation/reconciliation.resolver.js';
import { ReceiptResolver } from './receipts/receipt.resolver.js';
import { StatisticsResolver } from './statistics/statistics.resolver.js';
import { StaffTeamsResolver } from './teams/staff-teams.resolver.js';
import { TeamDeskResolver } from './teams/team-desk.resolver.js';
import { TeamFieldsResolver } from './teams/team-fields.resolver.js';
import { CampaignTeamsResolver, PledgeTeamResolver } from './teams/team-grafts.resolver.js';
import { TeamProgressResolver } from './teams/team-progress.resolver.js';
import { TeamsResolver } from './teams/teams.resolver.js';

/** Everything that answers GraphQL; the schema is generated from these. */
export const RESOLVERS = [
  AllocationResolver,
  AuditResolver,
  BooksHeadsResolver,
  BankStatementsResolver,
  CampaignDisclosuresResolver,
  CampaignProgressResolver,
  CampaignNewsResolver,
  CampaignResolver,
  CitiesResolver,
  CampaignTeamsResolver,
  CityChangeResolver,
  CityOfCampaignResolver,
  CityReturnResolver,
  ConcernsResolver,
  DifferencesResolver,
  DisputeEvidenceResolver,
  DisputesResolver,
  EvidenceFileResolver,
  DonorAddressResolver,
  DonorPledgeResolver,
  DonorsResolver,
  FundResolver,
  FundShortageResolver,
  MonthlyChargeResolver,
  MonthlyGiftFieldsResolver,
  MonthlyGiftsResolver,
  NewsItemFieldsResolver,
  NewsResolver,
  WithdrawnNewsFieldsResolver,
  PaymentExceptionsResolver,
  PayoutsResolver,
  PledgeDisputesResolver,
  PledgeMonthlyGiftResolver,
  PledgePaymentsResolver,
  PledgeRefundsResolver,
  PledgeResolver,
  PledgeTraceResolver,
  PledgeTeamResolver,
  PostingResolver,
  ReallocationFieldsResolver,
  ReallocationPreviewResolver,
  ReallocationsResolver,
  ReceiptResolver,
  ReconciliationResolver,
  RefundEvidenceResolver,
  RefundFieldsResolver,
  RefundsResolver,
  RegionsResolver,
  ReportsResolver,
  RuleExampleResolver,
  RulesResolver,
  StaffCampaignsResolver,
  StaffMonthlyGiftsResolver,
  StaffRulesResolver,
  StatisticsResolver,
  StaffTeamsResolver,
  TeamDeskResolver,
  TeamFieldsResolver,
  TeamProgressResolver,
  TeamsResolver,
  ViewerResolver,
  WallResolver,
];
