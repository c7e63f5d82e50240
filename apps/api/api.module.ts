import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AllocationModule } from '#allocation';
import { AuditModule } from '#audit';
import { CampaignsModule } from '#campaigns';
import { DisputesModule } from '#disputes';
import { EvidenceModule } from '#evidence';
import { DonorsModule } from '#donors';
import { IdentityModule } from '#identity';
import { LedgerModule } from '#ledger';
import { MonthlyGiftsModule } from '#monthly-gifts';
import { NewsModule } from '#news';
import { OrganizationsModule } from '#organizations';
import { PaymentsModule } from '#payments';
import { PicturesModule } from '#pictures';
import { PlatformModule, type Settings } from '#platform';
import { PledgesModule } from '#pledges';
import { ReallocationsModule } from '#reallocations';
import { ReceiptsModule } from '#receipts';
import { RefundsModule } from '#refunds';
import { ReconciliationModule } from '#reconciliation';
import { TeamsModule } from '#teams';
import { BooksController } from './books/books.controller.js';
import { BooksExport } from './books/books-export.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { EvidenceDesk } from './evidence/evidence-desk.js';
import { DonorsController } from './donors/donors.controller.js';
import { ExportsController } from './exports/exports.controller.js';
import { ReconciliationExportsController } from './exports/reconciliation-exports.controller.js';
import { ReportExportsController } from './exports/report-exports.controller.js';
import { FundLines } from './funds/fund-lines.js';
import { GraphContextModule, GraphModule } from './graphql/graph.module.js';
import { ErrorFilter } from './http/error.filter.js';
import { SessionGate } from './http/session-gate.js';
import { AuthController } from './identity/auth.controller.js';
import { AccountNames } from './ledger/account-names.js';
import { LedgerReports } from './ledger/ledger-reports.js';
import { LiveAnswers } from './live/live-answers.js';
import { LiveStreams } from './live/live-streams.js';
import { LiveTopics } from './live/live-topics.js';
import { OwnMonthlyGift } from './monthly-gifts/own-monthly-gift.js';
import { MailboxController } from './operations/mailbox.controller.js';
import { NewsController } from './news/news.controller.js';
import { NewsTopics } from './news/news-topics.js';
import { PageCache } from './pages/page-cache.js';
import { PageRenderer } from './pages/page-renderer.js';
import { SiteMapController } from './pages/site-map.controller.js';
import { WebhooksController } from './payments/webhooks.controller.js';
import { PledgeDoor } from './pledges/pledge-door.js';
import { GivingStatistics } from './statistics/giving-statistics.js';
import { CertificatesController } from './receipts/certificates.controller.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { RESOLVERS } from './resolvers.js';
import { ReconciliationOverview } from './reconciliation/reconciliation.overview.js';
import { PosterCache } from './posters/poster-cache.js';
import { PostersController } from './posters/posters.controller.js';
import { TeamDoor } from './teams/team-door.js';
import { StatementsController } from './uploads/statements.controller.js';
import { UploadsController } from './uploads/uploads.controller.js';

@Module({})
export class ApiModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.for('api', settings),
        AllocationModule,
        AuditModule,
        CampaignsModule,
        DisputesModule,
        EvidenceModule,
        DonorsModule,
        IdentityModule,
        LedgerModule,
        MonthlyGiftsModule,
        NewsModule,
        OrganizationsModule,
        PaymentsModule,
        PicturesModule,
        PledgesModule,
        ReallocationsModule,
        ReceiptsModule,
        RefundsModule,
        ReconciliationModule,
        TeamsModule,
        GraphContextModule,
        GraphModule,
      ],
      controllers: [
        AuthController,
        BooksController,
        CertificatesController,
        EvidenceController,
        DonorsController,
        ExportsController,
        MailboxController,
        NewsController,
        PostersController,
        ReceiptsController,
        ReconciliationExportsController,
        ReportExportsController,
        SiteMapController,
        StatementsController,
        UploadsController,
        WebhooksController,
      ],
      providers: [
        ...RESOLVERS,
        AccountNames,
        PledgeDoor,
        BooksExport,
        EvidenceDesk,
        FundLines,
        LedgerReports,
        GivingStatistics,
        NewsTopics,
        LiveAnswers,
        LiveStreams,
        LiveTopics,
        OwnMonthlyGift,
        PageCache,
        PageRenderer,
        ReconciliationOverview,
        SessionGate,
        PosterCache,
        TeamDoor,
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
