import { Field, ID, InputType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { RefundReason } from '#platform';
import { FenScalarType } from '../graphql/scalars.js';

@InputType('RequestRefundInput', { description: 'What a giver asks for.' })
export class RequestRefundInput {
  @Field(() => ID, { description: 'The gift.' })
  pledgeId!: string;

  @Field(() => String, { nullable: true, description: 'Of a signed link; not needed in the browser that gave.' })
  accessToken?: string | null;

  @Field(() => FenScalarType, { nullable: true, description: 'How much; left out, all that is left.' })
  amount?: Fen | null;

  @Field(() => RefundReason, { description: 'Why.' })
  reasonCode!: RefundReason;

  @Field(() => String, { nullable: true, description: 'In the giver’s own words, at most 500 characters.' })
  words?: string | null;
}

@InputType('ProposeRefundInput', { description: 'What one person of staff puts forward.' })
export class ProposeRefundInput {
  @Field(() => ID, {
    description: 'Of a giver’s request; or new, made by the client (TypeID, prefix rfd): the idempotency key.',
  })
  id!: string;

  @Field(() => ID, { description: 'The gift.' })
  pledgeId!: string;

  @Field(() => FenScalarType, { description: 'How much.' })
  amount!: Fen;

  @Field(() => RefundReason, { description: 'Why; said in public.' })
  reasonCode!: RefundReason;

  @Field(() => String, { description: 'Why, in words for colleagues.' })
  reason!: string;

  @Field(() => String, { description: 'What was seen or heard that stands behind it.' })
  evidence!: string;
}
