import { Module } from '@nestjs/common';
import { CampaignsModule } from '#campaigns';
import { TeamLeadersRepository } from './team-leaders.repository.js';
import { TeamLeadersService } from './team-leaders.service.js';
import { TeamLimits } from './team-limits.js';
import { TeamLinks } from './team-links.js';
import { TeamMails } from './team-mails.service.js';
import { TeamReviewService } from './team-review.service.js';
import { TeamsRepository } from './teams.repository.js';
import { TeamsService } from './teams.service.js';

@Module({
  imports: [CampaignsModule],
  providers: [
    TeamsRepository,
    TeamLeadersRepository,
    TeamsService,
    TeamLeadersService,
    TeamReviewService,
    TeamLimits,
    TeamLinks,
    TeamMails,
  ],
  exports: [
    TeamsRepository,
    TeamLeadersRepository,
    TeamsService,
    TeamLeadersService,
    TeamReviewService,
    TeamLimits,
    TeamLinks,
  ],
})
export class TeamsModule {}
