import { Field, ID, InputType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { TeamKind } from '#platform';
import type { TeamDraft, TeamEdit } from '#teams';
import { FenScalarType } from '../graphql/scalars.js';

@InputType('OpenTeamInput', { description: 'What somebody fills in to open a team, or a squad of one.' })
export class OpenTeamInput {
  @Field(() => ID, { description: 'Made by the client (TypeID, prefix tem): the idempotency key.' })
  id!: string;

  @Field(() => ID, { description: 'The campaign it raises for.' })
  campaignId!: string;

  @Field(() => ID, { nullable: true, description: 'The team it is to be a squad of.' })
  parentId?: string | null;

  @Field(() => TeamKind, { description: 'What holds it together.' })
  kind!: TeamKind;

  @Field(() => String, { description: 'Its name, 2 to 24 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its own words, at most 140 characters.' })
  slogan?: string | null;

  @Field(() => ID, { nullable: true, description: 'Its city; asked for when its kind is CITY.' })
  regionCode?: string | null;

  @Field(() => FenScalarType, { nullable: true, description: 'What it hopes to raise.' })
  target?: Fen | null;

  @Field(() => String, { nullable: true, description: 'Key returned by POST /uploads/team-pictures.' })
  pictureKey?: string | null;

  @Field(() => String, { description: 'How the other leaders call who opens it; not public.' })
  nickname!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where a guest gets their own link; kept sealed. Not asked for of whoever is signed in.',
  })
  email?: string | null;
}

@InputType('EditTeamInput', { description: 'What a team says of itself and hopes for; each replaces what there is.' })
export class EditTeamInput {
  @Field(() => String, { description: 'Its name, 2 to 24 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its own words, at most 140 characters.' })
  slogan?: string | null;

  @Field(() => FenScalarType, { nullable: true, description: 'What it hopes to raise.' })
  target?: Fen | null;

  @Field(() => String, { nullable: true, description: 'A new picture; left out, it keeps the one it has.' })
  pictureKey?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Takes its picture away.' })
  removePicture!: boolean;
}

@InputType('ReportTeamInput', { description: 'A concern about a team.' })
export class ReportTeamInput {
  @Field(() => ID, { description: 'The team.' })
  teamId!: string;

  @Field(() => String, { description: 'What is wrong, at most 2,000 characters.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'How to reach the reporter, if they wish; kept sealed.' })
  contact?: string | null;
}

export function toTeamDraft({ nickname: _, email: __, ...input }: OpenTeamInput): TeamDraft {
  return {
    ...input,
    parentId: input.parentId ?? null,
    slogan: input.slogan ?? '',
    regionCode: input.regionCode ?? null,
    target: input.target ?? null,
    pictureKey: input.pictureKey ?? null,
  };
}

/** @param current the picture it has, or that waits to be checked */
export function toTeamEdit(input: EditTeamInput, current: string | null): TeamEdit {
  return {
    name: input.name,
    slogan: input.slogan ?? '',
    target: input.target ?? null,
    pictureKey: input.removePicture ? null : (input.pictureKey ?? current),
  };
}
