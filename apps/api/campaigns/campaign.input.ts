import { Field, GraphQLISODateTime, ID, InputType } from '@nestjs/graphql';
import type { CivilDate, Fen } from '#kernel';
import type { CampaignDraft } from '#campaigns';
import { CivilDateScalarType, FenScalarType } from '../graphql/scalars.js';

@InputType('CampaignInput', { description: 'What a maker fills in of a campaign and its plan.' })
export class CampaignInput {
  @Field(() => String, { description: 'At most 60 characters.' })
  title!: string;

  @Field(() => String, { description: 'At most 140 characters; also the preview in chats.' })
  summary!: string;

  @Field(() => [String], { description: 'Paragraphs of plain text.' })
  story!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Key returned by POST /uploads/covers; left out, an edit keeps the cover there is.',
  })
  coverKey?: string | null;

  @Field(() => FenScalarType, { description: 'What it hopes to raise.' })
  target!: Fen;

  @Field(() => GraphQLISODateTime, { description: 'When it begins to take gifts.' })
  startsAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'When it stops taking gifts.' })
  endsAt!: Date;

  @Field(() => String, { description: 'What the money is for.' })
  purpose!: string;

  @Field(() => String, { description: 'Who it is for.' })
  beneficiaries!: string;

  @Field(() => String, { description: 'How it is used.' })
  useOfFunds!: string;

  @Field(() => String, { description: 'What raising and managing it costs, and who bears that.' })
  cost!: string;

  @Field(() => String, { description: 'What becomes of leftovers.' })
  leftovers!: string;

  @Field(() => String, { description: 'Who answers for it.' })
  responsiblePerson!: string;

  @Field(() => String, { nullable: true, description: '备案编号; may be filled in later.' })
  filingNumber?: string | null;

  @Field(() => CivilDateScalarType, { nullable: true, description: 'Day of the filing.' })
  filedOn?: CivilDate | null;

  @Field(() => CivilDateScalarType, { nullable: true, description: 'First day of the filed window.' })
  windowStart?: CivilDate | null;

  @Field(() => CivilDateScalarType, { nullable: true, description: 'Last day of the filed window.' })
  windowEnd?: CivilDate | null;

  @Field(() => [ID], { description: 'Codes of the cities it is raised for.' })
  regionCodes!: string[];
}

/** What was left out and what was sent as null mean the same, but for the cover: left out, it stays. */
export function toCampaignDraft(input: CampaignInput): CampaignDraft {
  const { filingNumber, filedOn, windowStart, windowEnd, ...rest } = input;
  return {
    ...rest,
    filingNumber: filingNumber ?? null,
    filedOn: filedOn ?? null,
    windowStart: windowStart ?? null,
    windowEnd: windowEnd ?? null,
  };
}
