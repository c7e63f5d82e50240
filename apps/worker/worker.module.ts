import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AllocationModule } from '#allocation';
import { AuditModule } from '#audit';
import { CampaignsModule } from '#campaigns';
import { DisputesModule } from '#disputes';
import { LedgerModule } from '#ledger';
import { MonthlyGiftsModule } from '#monthly-gifts';
import { NewsModule } from '#news';
import { PaymentsModule } from '#payments';
import { PledgesModule } from '#pledges';
import { PlatformModule, type Settings } from '#platform';
import { ReallocationsModule } from '#reallocations';
import { ReconciliationModule } from '#reconciliation';
import { ReceiptsModule } from '#receipts';
import { RefundsModule } from '#refunds';
import { TeamsModule } from '#teams';
import { SimulateRuleProcessor } from './allocation/simulate-rule.processor.js';
import { HeadPublisher } from './books/head-publisher.js';
import { RunAuditProcessor } from './audit/run-audit.processor.js';
import { Drain } from './drain.js';
import { DrainedWorkers } from './drained-workers.js';
import { PostGiftsProcessor } from './ledger/post-gifts.processor.js';
import { SendHonourCardsProcessor } from './honour/send-honour-cards.processor.js';
import { SendMailProcessor } from './mail/send-mail.processor.js';
import { ReturnPaymentsProcessor } from './payments/return-payments.processor.js';
import { AftermathApplier } from './payments/aftermath-applier.js';
import { FollowPaymentsProcessor } from './payments/follow-payments.processor.js';
import { ChargeMonthlyGiftsProcessor } from './monthly-gifts/charge-monthly-gifts.processor.js';
import { FollowMonthlyGiftsProcessor } from './monthly-gifts/follow-monthly-gifts.processor.js';
import { ForgetCardsProcessor } from './monthly-gifts/forget-cards.processor.js';
import { ReplaceCardsProcessor } from './monthly-gifts/replace-cards.processor.js';
import { SettlePaymentsProcessor } from './payments/settle-payments.processor.js';
import { PostReallocationsProcessor } from './reallocations/post-reallocations.processor.js';
import { RespondToDisputesProcessor } from './disputes/respond-to-disputes.processor.js';
import { SendRefundsProcessor } from './refunds/send-refunds.processor.js';
import { FollowPayoutsProcessor } from './reconciliation/follow-payouts.processor.js';
import { ReconciliationWatch } from './reconciliation/reconciliation-watch.js';
import { RunReconciliationProcessor } from './reconciliation/run-reconciliation.processor.js';
import { IssueReceiptsProcessor } from './receipts/issue-receipts.processor.js';
import { PrintReceiptsProcessor } from './receipts/print-receipts.processor.js';
import { SendNewsProcessor } from './news/send-news.processor.js';
import { Relay } from './relay/relay.js';
import { Sweeps } from './relay/sweeps.js';

@Module({})
export class WorkerModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        DiscoveryModule,
        PlatformModule.for('worker', settings),
        AllocationModule,
        AuditModule,
        CampaignsModule,
        DisputesModule,
        LedgerModule,
        MonthlyGiftsModule,
        NewsModule,
        PaymentsModule,
        PledgesModule,
        ReallocationsModule,
        ReceiptsModule,
        RefundsModule,
        ReconciliationModule,
        TeamsModule,
      ],
      providers: [
        Drain,
        Relay,
        Sweeps,
        HeadPublisher,
        SettlePaymentsProcessor,
        ReturnPaymentsProcessor,
        AftermathApplier,
        FollowPaymentsProcessor,
        SendRefundsProcessor,
        RespondToDisputesProcessor,
        PostGiftsProcessor,
        IssueReceiptsProcessor,
        PrintReceiptsProcessor,
        SendMailProcessor,
        SendHonourCardsProcessor,
        SendNewsProcessor,
        SimulateRuleProcessor,
        PostReallocationsProcessor,
        ChargeMonthlyGiftsProcessor,
        FollowMonthlyGiftsProcessor,
        ReplaceCardsProcessor,
        ForgetCardsProcessor,
        RunAuditProcessor,
        FollowPayoutsProcessor,
        RunReconciliationProcessor,
        ReconciliationWatch,
        DrainedWorkers,
      ],
    };
  }
}
