import { Inject, Injectable } from '@nestjs/common';
import type { Campaign } from '#campaigns';
import { Mails, type Tx } from '#platform';
import { TeamLinks } from './team-links.js';
import { teamLetter, type TeamNews } from './team.letters.js';
import type { Team, TeamLeader } from './team.types.js';

/** Letters to the leaders of a team; each is written with what it tells of, in one transaction, and once. */
@Injectable()
export class TeamMails {
  constructor(
    @Inject(Mails) private readonly mails: Mails,
    @Inject(TeamLinks) private readonly links: TeamLinks,
  ) {}

  /** @param once what makes the letter this one and no other to its leader, e.g. `opened` or `step_17` */
  async tell(
    tx: Tx,
    leader: TeamLeader,
    team: Pick<Team, 'id' | 'name'>,
    campaign: Campaign,
    once: string,
    news: TeamNews,
  ): Promise<void> {
    if (leader.subjectId === null || leader.email === null) return;
    const { locale } = leader;
    const letter = teamLetter(
      news,
      {
        team: team.name,
        campaign: campaign.title,
        charity: campaign.charity.name,
        page: this.links.page(campaign.slug, team.id, locale),
        desk: this.links.desk(leader, locale),
      },
      locale,
    );
    await this.mails.enqueue(tx, {
      id: `mail_${leader.id}_${once}`,
      subjectId: leader.subjectId,
      recipient: leader.email,
      ...letter,
      attachmentKey: null,
      attachmentName: null,
    });
  }
}
