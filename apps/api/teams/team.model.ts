import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate, Fen } from '#kernel';
import { TeamKind, TeamRole, TeamState } from '#platform';
import { OVERSEERS, Shown, type Audience } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { CivilDateScalarType, FenScalarType } from '../graphql/scalars.js';

/** Whoever leads the team, and staff. */
export const LEADERS: readonly Audience[] = ['LEADER', ...OVERSEERS];

registerEnumType(TeamKind, {
  name: 'TeamKind',
  description: 'What holds a team together.',
  valuesMap: {
    CITY: { description: 'A city.' },
    SYSTEM: { description: 'A system such as the tax bureau or the schools; it need not have a city.' },
    COMPANY: { description: 'A company.' },
    FRIENDS: { description: 'Friends, a family, a class.' },
  },
});

registerEnumType(TeamState, {
  name: 'TeamState',
  description: 'Where a team stands.',
  valuesMap: {
    IN_REVIEW: { description: 'Staff look at what it says before it is public.' },
    PUBLIC: { description: 'Everybody sees it, and gifts are made in its name.' },
    REJECTED: { description: 'Its leaders are to change what it says.' },
    CLOSED: { description: 'Ended by its captain, or with its team; its page and totals stay.' },
    TAKEN_DOWN: { description: 'Taken out of sight by staff; its page says why.' },
  },
});

registerEnumType(TeamRole, {
  name: 'TeamRole',
  description: 'What somebody is in a team.',
  valuesMap: {
    CAPTAIN: { description: '队长: one, who also invites, hands over and closes.' },
    CO_CAPTAIN: { description: '共同队长: looks after the page as well.' },
  },
});

/** By what units are ranked. */
export enum TeamOrder {
  GIFTS = 'GIFTS',
  AMOUNT = 'AMOUNT',
  NEWEST = 'NEWEST',
}

registerEnumType(TeamOrder, {
  name: 'TeamOrder',
  description: 'In which order teams are listed. Units are ranked, never the people in them.',
  valuesMap: {
    GIFTS: { description: 'Most gifts first.' },
    AMOUNT: { description: 'Largest total first.' },
    NEWEST: { description: 'Newest first.' },
  },
});

/** What staff look at before it is public. */
export enum TeamReview {
  ALL = 'ALL',
  PICTURES = 'PICTURES',
  NONE = 'NONE',
}

registerEnumType(TeamReview, {
  name: 'TeamReview',
  description: 'What staff look at before it is public.',
  valuesMap: {
    ALL: { description: 'Words and pictures: a new team waits, and so does what is changed later.' },
    PICTURES: { description: 'Pictures; words are public at once.' },
    NONE: { description: 'Nothing: all is public at once, and taken down afterwards where it must be.' },
  },
});

@ObjectType('Team', { description: '一起捐战队, or 小分队 where it has a parent' })
export class TeamModel {
  @Shown('PUBLIC', () => ID, 'Opaque id, also its part of the address.')
  id!: string;

  campaignId!: string;
  parentId!: string | null;
  regionCode!: string | null;
  orgUnitId!: string | null;
  pictureKey!: string | null;

  @Shown('PUBLIC', () => TeamKind, 'What holds it together.')
  kind!: TeamKind;

  @Shown('PUBLIC', () => TeamState, 'Where it stands.')
  state!: TeamState;

  @Shown('PUBLIC', () => FenScalarType, 'What it hopes to raise; null when it has set none.', { nullable: true })
  target!: Fen | null;

  @Shown('PUBLIC', () => FenScalarType, 'Sum of its posted gifts with its squads’, less what has gone back.')
  raised!: Fen;

  @Shown('PUBLIC', () => Int, 'Number of its posted gifts with its squads’.')
  gifts!: number;

  @Shown('PUBLIC', () => FenScalarType, 'The same without its squads’.')
  ownRaised!: Fen;

  @Shown('PUBLIC', () => Int, 'Number of gifts without its squads’.')
  ownGifts!: number;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it was opened.')
  createdAt!: Date;
}

export const TeamConnection = connectionOf(TeamModel, 'Team', 'PUBLIC');

@ObjectType('TeamCounts', { description: 'How many units take part in a campaign.' })
export class TeamCountsModel {
  @Shown('PUBLIC', () => Int, 'Teams.')
  teams!: number;

  @Shown('PUBLIC', () => Int, 'Squads under them.')
  squads!: number;
}

@ObjectType('OpenedTeam', { description: 'A team as its leader gets it.' })
export class OpenedTeamModel {
  teamId!: string;

  @Shown('PUBLIC', () => TeamModel, 'The team.')
  team!: TeamModel;

  @Shown('LEADER', () => String, 'The leader’s own link to look after it; secret, and mailed to them as well.')
  deskUrl!: string;
}

@ObjectType('TeamLeader', { description: 'Somebody who leads a team.' })
export class TeamLeaderModel {
  teamId!: string;

  @Shown(LEADERS, () => ID, 'Opaque id.')
  id!: string;

  @Shown(LEADERS, () => String, 'How the others call them.')
  nickname!: string;

  @Shown(LEADERS, () => TeamRole, 'What they are.')
  role!: TeamRole;

  @Shown(LEADERS, () => Boolean, 'Whether it is who asks.')
  isYou!: boolean;
}

@ObjectType('TeamWords', {
  description: 'What a team says of itself, while it waits to be checked; null is unchanged.',
})
export class TeamWordsModel {
  teamId!: string;

  @Shown(LEADERS, () => String, 'Name.', { nullable: true })
  name!: string | null;

  @Shown(LEADERS, () => String, 'Its own words.', { nullable: true })
  slogan!: string | null;

  @Shown(LEADERS, () => String, 'Address of its picture.', { nullable: true })
  pictureUrl!: string | null;

  @Shown(LEADERS, () => GraphQLISODateTime, 'Since when it waits.', { nullable: true })
  since!: Date | null;
}

@ObjectType('TeamStep', { description: 'One step of a team.' })
export class TeamStepModel {
  teamId!: string;

  @Shown(LEADERS, () => TeamState, 'Where it led.')
  to!: TeamState;

  @Shown(LEADERS, () => String, 'Who took it.')
  actor!: string;

  @Shown(LEADERS, () => String, 'Why.')
  reason!: string;

  @Shown(LEADERS, () => GraphQLISODateTime, 'When.')
  at!: Date;
}

@ObjectType('TeamDesk', { description: 'Where leaders look after their team: totals only, never who gave what.' })
export class TeamDeskModel {
  teamId!: string;

  @Shown('LEADER', () => TeamModel, 'The team.')
  team!: TeamModel;

  @Shown('LEADER', () => TeamRole, 'What the asker is in it.')
  role!: TeamRole;

  @Shown('LEADER', () => [TeamLeaderModel], 'Everybody who leads it, the captain first.')
  leaders!: TeamLeaderModel[];
}

@ObjectType('TeamInvitation', { description: 'An invitation to lead a team along, for one person.' })
export class TeamInvitationModel {
  teamId!: string;

  @Shown('LEADER', () => String, 'The link to pass on.')
  url!: string;

  @Shown('LEADER', () => GraphQLISODateTime, 'Until when it is good.')
  expiresAt!: Date;
}

@ObjectType('TeamConcern', { description: '举报 about a team. Who reported it stays sealed.' })
export class TeamConcernModel {
  @Shown(OVERSEERS, () => ID, 'Its number.')
  id!: string;

  @Shown(OVERSEERS, () => String, 'What is wrong.')
  message!: string;

  @Shown(OVERSEERS, () => CivilDateScalarType, 'The day by which it is answered.')
  answerDueOn!: CivilDate;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it came in.')
  createdAt!: Date;
}
