import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import { formatYuan } from '#kernel';
import { NewsService } from '#news';
import { Database, type Tx } from '#platform';
import { MILESTONES, TeamMilestonesRepository } from './team-milestones.repository.js';
import { TeamsRepository } from './teams.repository.js';

const AT_ONCE = 50;

/** Tells the followers of a team of its milestones, each once; of several passed at once only the highest. */
@Injectable()
export class TeamMilestones {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(TeamMilestonesRepository) private readonly milestones: TeamMilestonesRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(NewsService) private readonly news: NewsService,
  ) {}

  /** Announces what was reached since the last time. @returns how many */
  async sweep(): Promise<number> {
    const due = await this.milestones.due(AT_ONCE);
    let told = 0;
    for (const id of due) if (await this.database.transaction((tx) => this.tell(tx, id))) told += 1;
    return told;
  }

  private async tell(tx: Tx, id: string): Promise<boolean> {
    const team = await this.teams.lock(tx, id);
    const campaign = team && (await this.campaigns.find(team.campaignId));
    if (!team || !campaign || team.target === null || team.state !== 'PUBLIC') return false;
    const { name, raised, target, gifts } = team;
    const percent = MILESTONES.findLast((each) => raised * 100n >= target * BigInt(each));
    if (percent === undefined || !(await this.milestones.tell(tx, id, percent))) return false;
    const sums = { raised: formatYuan(raised), target: formatYuan(target) };
    const topic = { kind: 'TEAM', id, title: name, path: `/c/${campaign.slug}/teams/${id}` } as const;
    return this.news.announce(tx, topic, {
      title: percent === 100 ? '目标达成了 · Target reached' : `已筹到目标的 ${percent}% · ${percent}% of the target`,
      text:
        `为「${campaign.title}」已筹 ¥${sums.raised}，目标 ¥${sums.target}，共 ${gifts} 笔。谢谢每一位。\n\n` +
        `¥${sums.raised} of ¥${sums.target} raised in ${gifts} gifts. Thank you, everybody.`,
      occasion: `milestone:${percent}`,
    });
  }
}
