import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate, Fen } from '#kernel';
import { DisputeAnswer, DisputeState } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { CivilDateScalarType, FenScalarType } from '../graphql/scalars.js';
import { resultUnion, FieldRejectedErrorModel, UserErrorModel } from '../graphql/user-errors.js';

registerEnumType(DisputeState, {
  name: 'DisputeState',
  description: 'Where a dispute stands.',
  valuesMap: {
    INQUIRY: { description: 'The bank only asks; no money has moved.' },
    INQUIRY_UNDER_REVIEW: { description: 'The bank looks at our answer to its question.' },
    INQUIRY_CLOSED: { description: 'The question is settled; no money has moved.' },
    NEEDS_RESPONSE: { description: 'The bank has taken the money; we may answer until a day.' },
    UNDER_REVIEW: { description: 'The bank decides.' },
    WON: { description: 'The money is ours again.' },
    LOST: { description: 'The money went back to the giver.' },
    PREVENTED: { description: 'It never came to a dispute.' },
  },
});

registerEnumType(DisputeAnswer, {
  name: 'DisputeAnswer',
  description: 'What we said to a dispute.',
  valuesMap: {
    EVIDENCE: { description: 'What speaks against it.' },
    ACCEPTANCE: { description: 'The giver’s bank may have the money.' },
  },
});

@ObjectType('DisputeEvidence', { description: 'What was said against a dispute.' })
export class DisputeEvidenceModel {
  @Shown(OVERSEERS, () => String, 'The statement.')
  statement!: string;

  @Shown(OVERSEERS, () => CivilDateScalarType, 'Day the receipt was issued or the gift put to use.', { nullable: true })
  serviceDate!: CivilDate | null;

  @Shown(OVERSEERS, () => String, 'What else there is: mails, logs, the receipt.', { nullable: true })
  documentation!: string | null;
}

@ObjectType('DisputeMovement', { description: 'A line of the provider’s statement about a dispute.' })
export class DisputeMovementModel {
  @Shown(OVERSEERS, () => ID, 'The provider’s own id of it.')
  id!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'Negative when money was taken.')
  amount!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What the provider charged; negative when it gave it back.')
  fee!: Fen;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  occurredAt!: Date;
}

@ObjectType('DisputeStep', { description: 'One step of a dispute.' })
export class DisputeStepModel {
  @Shown(OVERSEERS, () => DisputeState, 'Where it led.')
  to!: DisputeState;

  @Shown(OVERSEERS, () => String, 'Who took it.')
  actor!: string;

  @Shown(OVERSEERS, () => String, 'Why.')
  reason!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  at!: Date;
}

@ObjectType('Dispute', { description: '争议（拒付）: the giver’s bank asks for the money of a gift back.' })
export class DisputeModel {
  pledgeId!: string;

  @Shown('GIVER', () => ID, 'Opaque id; transfers of the books name it as their document.')
  id!: string;

  @Shown('GIVER', () => DisputeState, 'Where it stands.')
  state!: DisputeState;

  @Shown('GIVER', () => FenScalarType, 'How much is disputed.')
  amount!: Fen;

  @Shown('GIVER', () => GraphQLISODateTime, 'When it was opened.')
  openedAt!: Date;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'Until when we may answer.', { nullable: true })
  evidenceDueAt!: Date | null;

  @Shown(OVERSEERS, () => Int, 'How often evidence was handed in.')
  submissions!: number;

  @Shown(OVERSEERS, () => DisputeAnswer, 'What we said.', { nullable: true })
  answer!: DisputeAnswer | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was said.', { nullable: true })
  answeredAt!: Date | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When the provider took it.', { nullable: true })
  answerSentAt!: Date | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What the pool carries, because cities had used their part.')
  carriedByPool!: Fen;

  @Shown(OVERSEERS, () => [DisputeMovementModel], 'Every line of the provider’s statement about it, oldest first.')
  movements!: DisputeMovementModel[];
}

export const DisputeConnection = connectionOf(DisputeModel, 'Dispute', OVERSEERS);

@InputType('DefendDisputeInput', { description: 'What speaks against a dispute; it can be handed in once.' })
export class DefendDisputeInput {
  @Field(() => String, { description: 'The statement, at most 5000 characters.' })
  statement!: string;

  @Field(() => CivilDateScalarType, {
    nullable: true,
    description: 'Day the receipt was issued or the gift put to use.',
  })
  serviceDate?: CivilDate | null;

  @Field(() => String, { nullable: true, description: 'What else there is: mails, logs, the receipt.' })
  documentation?: string | null;
}

@ObjectType('DisputeClosedError', {
  implements: () => [UserErrorModel],
  description: 'Nothing more can be said: it is decided, under review, or answered already.',
})
export class DisputeClosedErrorModel extends UserErrorModel {
  @Shown(OVERSEERS, () => DisputeState, 'The state it is in.')
  state!: DisputeState;
}

export const AnswerDisputeResult = resultUnion(
  'AnswerDisputeResult',
  'Dispute',
  'The dispute with the answer, or why it takes none.',
  [DisputeModel, DisputeClosedErrorModel, FieldRejectedErrorModel],
);
