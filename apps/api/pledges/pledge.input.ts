import { Field, ID, InputType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { DesignationKind } from '#platform';
import { FenScalarType } from '../graphql/scalars.js';

@InputType('DesignationInput', { description: 'Whom the gift is meant for.' })
export class DesignationInput {
  @Field(() => DesignationKind, { description: 'The kind.' })
  kind!: DesignationKind;

  @Field(() => ID, { nullable: true, description: 'The city, required when the kind is REGION.' })
  regionCode: string | null = null;
}

@InputType('CreatePledgeInput', { description: 'What a giver fills in.' })
export class CreatePledgeInput {
  @Field(() => ID, { description: 'Made by the client (TypeID, prefix plg) and kept before sending: the idempotency key.' })
  id!: string;

  @Field(() => ID, { description: 'The campaign.' })
  campaignId!: string;

  @Field(() => ID, { nullable: true, description: 'The team whose page it was given on.' })
  teamId: string | null = null;

  @Field(() => FenScalarType, { description: 'The amount.' })
  amount!: Fen;

  @Field(() => DesignationInput, { description: 'Whom it is meant for.' })
  designation!: DesignationInput;

  @Field(() => String, { nullable: true, description: 'Shown in public; left out, the gift is anonymous.' })
  displayName: string | null = null;

  @Field(() => String, { nullable: true, description: 'A word for the wall, at most 140 characters.' })
  message: string | null = null;

  @Field(() => String, { nullable: true, description: 'Where the receipt is mailed; may be left out.' })
  email: string | null = null;

  @Field(() => String, { nullable: true, description: 'Name on the receipt; left out, the public name is used.' })
  payerName: string | null = null;

  @Field(() => Boolean, { description: 'The summary of the fundraising plan was shown and acknowledged.' })
  planAcknowledged!: boolean;

  @Field(() => String, { nullable: true, description: 'Language of the payment page and mails: zh-CN or en.' })
  locale: string | null = null;
}
