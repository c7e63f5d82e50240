import { Inject, Injectable } from '@nestjs/common';
import { accessTokenFor, holdsAccessToken } from '#identity';
import { Settings } from '#platform';
import type { TeamInvitation, TeamLeader } from './team.types.js';

type Addressed = Pick<TeamLeader, 'id' | 'teamId'>;

/** Signed links to what only leaders of a team may do. Each leader has their own; it lapses when they leave. */
@Injectable()
export class TeamLinks {
  constructor(@Inject(Settings) private readonly settings: Pick<Settings, 'publicUrl' | 'sessionSecret'>) {}

  /** Where anybody sees the team. */
  page(slug: string, teamId: string, locale: string): string {
    return `${this.settings.publicUrl}${prefix(locale)}/c/${slug}/teams/${teamId}`;
  }

  /** Where anybody sees the campaign. */
  campaign(slug: string, locale: string): string {
    return `${this.settings.publicUrl}${prefix(locale)}/c/${slug}`;
  }

  /** Where a leader looks after the team; secret. */
  desk(leader: Addressed, locale: string): string {
    return `${this.settings.publicUrl}${prefix(locale)}/teams/${leader.teamId}?token=${this.tokenOf(leader)}`;
  }

  /** Where somebody accepts to lead along; secret, for one person. */
  invitation({ id, teamId }: Pick<TeamInvitation, 'id' | 'teamId'>, locale: string): string {
    const token = this.sign(id);
    return `${this.settings.publicUrl}${prefix(locale)}/teams/${teamId}/join?invitation=${token}`;
  }

  /** Names the leader and proves it. */
  tokenOf({ id }: Pick<TeamLeader, 'id'>): string {
    return this.sign(id);
  }

  /** The id a token was signed for; null when it was not signed by us. */
  idIn(token: string): string | null {
    const [id = '', signature = '', ...rest] = token.split('.');
    if (id === '' || rest.length > 0) return null;
    return holdsAccessToken(id, signature, this.settings.sessionSecret) ? id : null;
  }

  private sign(id: string): string {
    return `${id}.${accessTokenFor(id, this.settings.sessionSecret)}`;
  }
}

function prefix(locale: string): string {
  return locale === 'en' ? '/en' : '';
}
