import { Inject, Injectable } from '@nestjs/common';
import { acceptsGifts, CampaignsRepository, InvalidStateError, type Campaign } from '#campaigns';
import type { Viewer } from '#identity';
import { Clock, IdSource, mailAddress, FieldRejectedError, plainWords, RequestError } from '#kernel';
import { Database, isUniqueViolation, Settings, Signals, Vault, type Tx } from '#platform';
import { checkedEdit, checkedTeam, TEAM_LIMITS, type TeamDraft, type TeamEdit } from './team-draft.js';
import { TeamLeadersRepository } from './team-leaders.repository.js';
import { TeamMails } from './team-mails.service.js';
import { stateAfter } from './team.states.js';
import type { Team, TeamLeader, TeamWords } from './team.types.js';
import { TeamNameTakenError } from './teams.errors.js';
import { TeamsRepository, type TeamChange } from './teams.repository.js';

/** Who opens a team or begins to lead one along. */
export interface TeamPerson {
  viewer: Viewer | null;
  /** Hash of the visitor's cookie. */
  actorHash: string;
  /** How the other leaders call them. */
  nickname: string;
  /** Of a guest, and of a signed-in donor; that of staff and federations is known. */
  email: string | null;
  locale: string;
}

/** Verbs of a team's life. Who may act at all is decided at the edge. */
@Injectable()
export class TeamsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(TeamLeadersRepository) private readonly leaders: TeamLeadersRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(TeamMails) private readonly mails: TeamMails,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Settings) private readonly settings: Pick<Settings, 'teamReview'>,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /** What staff look at before it is public. */
  get reviewPolicy(): Settings['teamReview'] {
    return this.settings.teamReview;
  }

  /**
   * Opens a team, or a squad of one, under a campaign that takes gifts. What its policy has checked waits for staff.
   * The same id sent again by the same visitor is the same team.
   * @throws FieldRejectedError, InvalidStateError, TeamNameTakenError, RequestError campaign_not_found or team_id_taken
   */
  async open(draft: TeamDraft, by: TeamPerson): Promise<{ team: Team; leader: TeamLeader }> {
    const campaign = await this.campaigns.find(draft.campaignId);
    if (!campaign) throw new RequestError('NOT_FOUND', 'campaign_not_found');
    const parent = draft.parentId === null ? null : await this.teams.find(draft.parentId);
    const checked = checkedTeam(draft, campaign.regionCodes, parent);
    const known = await this.repeated(draft.id, by);
    if (known) return known;
    if (!acceptsGifts(campaign, this.clock.now())) throw new InvalidStateError(campaign.state, 'open_team');
    try {
      return await this.database.transaction((tx) => this.keep(tx, campaign, checked, by));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const opened = await this.repeated(draft.id, by);
      if (opened) return opened;
      throw new TeamNameTakenError();
    }
  }

  /**
   * Changes what a team says of itself; words that are checked first wait beside those that are public.
   * @throws FieldRejectedError, TeamStateError, TeamNameTakenError
   */
  async edit(leader: TeamLeader, edit: TeamEdit): Promise<Team> {
    const { target, ...words } = checkedEdit(edit);
    try {
      return await this.database.transaction(async (tx) => {
        const team = await this.locked(tx, leader.teamId);
        const to = stateAfter(team.state, 'edit');
        const change = { target, state: to, ...this.editOf(team, words) };
        await this.teams.update(tx, team.id, change);
        await this.record(tx, team, to, leader.id, 'edited');
        return this.locked(tx, team.id);
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new TeamNameTakenError();
      throw error;
    }
  }

  /** Ends a team and its squads: no gift is made in their name any more; their pages and totals stay. @throws TeamStateError */
  async close(leader: TeamLeader, reason: string): Promise<Team> {
    return this.database.transaction(async (tx) => {
      const team = await this.locked(tx, leader.teamId);
      const to = stateAfter(team.state, 'close');
      await this.end(tx, team, to, leader.id, reason);
      for (const squad of await this.teams.lockSquads(tx, team.id)) {
        await this.end(tx, squad, 'CLOSED', leader.id, 'team_closed');
      }
      return this.locked(tx, team.id);
    });
  }

  /**
   * A person as leader, with their address sealed; a guest must give one, because it is the only way back.
   * @throws FieldRejectedError
   */
  async leaderOf(tx: Tx, teamId: string, role: TeamLeader['role'], by: TeamPerson): Promise<TeamLeader> {
    const nickname = plainWords('nickname', by.nickname, TEAM_LIMITS.nickname);
    if (nickname === '') throw new FieldRejectedError('nickname', 'field_required');
    // What the sign-in library knows a donor by is a keyed hash; their address comes beside it.
    const own = by.viewer?.role === 'DONOR' ? null : (by.viewer?.email ?? null);
    const email = own ?? mailAddress('email', by.email);
    if (email === null) throw new FieldRejectedError('email', 'field_required');
    const subjectId = await this.vault.createSubject(tx);
    const leader: TeamLeader = {
      id: this.ids.next('teamLeader'),
      teamId,
      role,
      nickname,
      userId: by.viewer?.id ?? null,
      actorHash: by.actorHash,
      subjectId,
      email: await this.vault.seal(tx, subjectId, 'email', email),
      locale: by.locale === 'en' ? 'en' : 'zh-CN',
      joinedAt: this.clock.now(),
      leftAt: null,
    };
    await this.leaders.insert(tx, leader);
    return leader;
  }

  private async keep(
    tx: Tx,
    campaign: Campaign,
    checked: TeamDraft,
    by: TeamPerson,
  ): Promise<{ team: Team; leader: TeamLeader }> {
    const now = this.clock.now();
    const waits = this.reviewPolicy === 'all';
    const waitingPicture = this.reviewPolicy === 'pictures' ? checked.pictureKey : null;
    await this.teams.insert(tx, {
      ...checked,
      state: waits ? 'IN_REVIEW' : 'PUBLIC',
      orgUnitId: by.viewer?.role === 'FEDERATION' ? by.viewer.orgUnitId : null,
      pictureKey: waitingPicture === null ? checked.pictureKey : null,
      pending: waitingPicture === null ? null : { pictureKey: waitingPicture },
      pendingSince: waitingPicture === null ? null : now,
      createdAt: now,
    });
    const leader = await this.leaderOf(tx, checked.id, 'CAPTAIN', by);
    const team = await this.locked(tx, checked.id);
    await this.record(tx, { ...team, state: null }, team.state, leader.id, 'opened');
    await this.mails.tell(tx, leader, team, campaign, 'opened', { kind: 'OPENED', waits });
    return { team, leader };
  }

  /** What becomes of new words: public at once, or beside the public ones until they are checked. */
  private editOf(team: Team, words: TeamWords): TeamChange {
    const policy = this.reviewPolicy;
    if (policy === 'none' || team.state !== 'PUBLIC') return { ...words, pending: null, pendingSince: null };
    const changed = Object.fromEntries(
      Object.entries(words).filter(([field, value]) => team[field as keyof TeamWords] !== value),
    ) as Partial<TeamWords>;
    if (policy === 'all') return this.waiting(changed);
    const { pictureKey, ...texts } = changed;
    // To take a picture away needs nobody's leave.
    if (pictureKey === null) return { ...texts, pictureKey: null, pending: null, pendingSince: null };
    return { ...texts, ...this.waiting(pictureKey === undefined ? {} : { pictureKey }) };
  }

  private waiting(words: Partial<TeamWords>): TeamChange {
    const isEmpty = Object.keys(words).length === 0;
    return isEmpty ? { pending: null, pendingSince: null } : { pending: words, pendingSince: this.clock.now() };
  }

  private async end(tx: Tx, team: Team, to: Team['state'], actor: string, reason: string): Promise<void> {
    await this.teams.update(tx, team.id, { state: to, pending: null, pendingSince: null });
    await this.record(tx, team, to, actor, reason);
  }

  private async record(
    tx: Tx,
    { id, campaignId, state: from }: Pick<Team, 'id' | 'campaignId'> & { state: Team['state'] | null },
    to: Team['state'],
    actor: string,
    reason: string,
  ): Promise<void> {
    await this.teams.recordTransition(tx, id, { from, to, actor, reason, at: this.clock.now() });
    await this.signals.send(tx, [{ kind: 'campaign', id: campaignId }]);
  }

  private async repeated(id: string, by: TeamPerson): Promise<{ team: Team; leader: TeamLeader } | null> {
    const team = await this.teams.find(id);
    if (!team) return null;
    const leader = (await this.leaders.ofTeam(id)).find(({ actorHash }) => actorHash === by.actorHash);
    if (!leader) throw new RequestError('CONFLICT', 'team_id_taken');
    return { team, leader };
  }

  private async locked(tx: Tx, id: string): Promise<Team> {
    const team = await this.teams.lock(tx, id);
    if (!team) throw new RequestError('NOT_FOUND', 'team_not_found');
    return team;
  }
}
