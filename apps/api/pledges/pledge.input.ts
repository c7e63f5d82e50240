import { Field, ID, InputType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { DesignationKind } from '#platform';
import type { PledgeDraft } from '#pledges';
import type { GraphContext } from '../graphql/context.js';
import { FenScalarType } from '../graphql/scalars.js';
import { GiftHonourInput } from './honour.model.js';

@InputType('DesignationInput', { description: 'Whom the gift is meant for.' })
export class DesignationInput {
  @Field(() => DesignationKind, { description: 'The kind.' })
  kind!: DesignationKind;

  @Field(() => ID, { nullable: true, description: 'The city, required when the kind is REGION.' })
  regionCode?: string | null;
}

@InputType('CreatePledgeInput', { description: 'What a giver fills in.' })
export class CreatePledgeInput {
  @Field(() => ID, {
    description: 'Made by the client (TypeID, prefix plg) and kept before sending: the idempotency key.',
  })
  id!: string;

  @Field(() => ID, { description: 'The campaign.' })
  campaignId!: string;

  @Field(() => ID, { nullable: true, description: 'The team whose page it was given on.' })
  teamId?: string | null;

  @Field(() => FenScalarType, { description: 'The amount.' })
  amount!: Fen;

  @Field(() => DesignationInput, { description: 'Whom it is meant for.' })
  designation!: DesignationInput;

  @Field(() => String, { nullable: true, description: 'Shown in public; left out, the gift is anonymous.' })
  displayName?: string | null;

  @Field(() => String, { nullable: true, description: 'A word for the wall, at most 140 characters.' })
  message?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the receipt is mailed; may be left out.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Name on the receipt; left out, the public name is used.' })
  payerName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '统一社会信用代码 of a company that gives; payerName is then the company’s name and required.',
  })
  creditCode?: string | null;

  @Field(() => GiftHonourInput, { nullable: true, description: 'In whose honour or memory; may be left out.' })
  honour?: GiftHonourInput | null;

  @Field(() => Boolean, { description: 'The summary of the fundraising plan was shown and acknowledged.' })
  planAcknowledged!: boolean;

  @Field(() => String, { nullable: true, description: 'Language of the payment page and mails: zh-CN or en.' })
  locale?: string | null;
}

/** What was left out and what was sent as null mean the same, also for the fingerprint of the body. */
export function toPledgeDraft(input: CreatePledgeInput, { viewer, locale }: GraphContext): PledgeDraft {
  const { id, campaignId, amount, planAcknowledged, designation, honour } = input;
  return {
    id,
    campaignId,
    amount,
    planAcknowledged,
    designation: designation.kind,
    regionCode: designation.regionCode ?? null,
    teamId: input.teamId ?? null,
    displayName: input.displayName ?? null,
    message: input.message ?? null,
    email: input.email ?? null,
    payerName: input.payerName ?? null,
    locale: input.locale ?? locale,
    creditCode: input.creditCode ?? null,
    honour: honour ? { kind: honour.kind, name: honour.name, shown: honour.shown, email: honour.email ?? null } : null,
    accountId: viewer?.role === 'DONOR' ? viewer.id : null,
  };
}
