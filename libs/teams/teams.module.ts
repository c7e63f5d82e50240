import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { NewsModule } from '#news';
import { TeamLeadersRepository } from './team-leaders.repository.js';
import { TeamLeadersService } from './team-leaders.service.js';
import { TeamLimits } from './team-limits.js';
import { TeamLinks } from './team-links.js';
import { TeamMails } from './team-mails.service.js';
import { TeamMilestonesRepository } from './team-milestones.repository.js';
import { TeamMilestones } from './team-milestones.service.js';
import { TeamReviewService } from './team-review.service.js';
import { TeamsRepository } from './teams.repository.js';
import { TeamsService } from './teams.service.js';

@Module({
  imports: [CampaignsModule, NewsModule],
  providers: [
    TeamsRepository,
    TeamLeadersRepository,
    TeamsService,
    TeamLeadersService,
    TeamReviewService,
    TeamLimits,
    TeamLinks,
    TeamMails,
    TeamMilestonesRepository,
    TeamMilestones,
  ],
  exports: [
    TeamsRepository,
    TeamLeadersRepository,
    TeamsService,
    TeamLeadersService,
    TeamReviewService,
    TeamLimits,
    TeamLinks,
    TeamMilestones,
  ],
})
export class TeamsModule {}
