import { Inject, Injectable } from '@nestjs/common';
import { CampaignsService } from '#campaigns';
import { DisputeFollower } from '#disputes';
import { MonthlyGiftRenewals } from '#monthly-gifts';
import { NewsSubscriptions } from '#news';
import { TeamMilestones } from '#teams';
import { AftermathService, SettlementService } from '#payments';
import { RefundFollower } from '#refunds';

/** What has become due by the passing of time, or was never told to us. Each is safe to run twice, also at once. */
@Injectable()
export class Sweeps {
  constructor(
    @Inject(SettlementService) private readonly settlement: SettlementService,
    @Inject(AftermathService) private readonly aftermath: AftermathService,
    @Inject(RefundFollower) private readonly refunds: RefundFollower,
    @Inject(DisputeFollower) private readonly disputes: DisputeFollower,
    @Inject(MonthlyGiftRenewals) private readonly monthlyGifts: MonthlyGiftRenewals,
    @Inject(TeamMilestones) private readonly milestones: TeamMilestones,
    @Inject(NewsSubscriptions) private readonly news: NewsSubscriptions,
    @Inject(CampaignsService) private readonly campaigns: CampaignsService,
  ) {}

  /** @returns how much was found, by kind */
  async run(): Promise<Record<string, number>> {
    return {
      payments: await this.settlement.sweep(),
      waiting: await this.aftermath.sweep(),
      refunds: await this.refunds.sweep(),
      disputes: await this.disputes.sweep(),
      monthlyGifts: await this.monthlyGifts.sweep(),
      milestones: await this.milestones.sweep(),
      news: await this.news.sweep(),
      campaigns: await this.campaigns.endDue(),
    };
  }
}
