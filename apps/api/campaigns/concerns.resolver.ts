import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { ConcernsService } from '#campaigns';
import type { CivilDate } from '#kernel';
import { Shown, VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { CivilDateScalarType } from '../graphql/scalars.js';
import { answering, FieldRejectedErrorModel, resultUnion } from '../graphql/user-errors.js';

@InputType('ReportConcernInput', { description: 'A concern about a campaign.' })
export class ReportConcernInput {
  @Field(() => ID, { description: 'The campaign.' })
  campaignId!: string;

  @Field(() => String, { description: 'What is wrong, at most 2,000 characters.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'How to reach the reporter, if they wish; kept sealed.' })
  contact?: string | null;
}

@ObjectType('ConcernReport', { description: '举报, as taken in.' })
export class ConcernReportModel {
  @Shown('PUBLIC', () => ID, 'Its number, for asking later.')
  id!: string;

  @Shown('PUBLIC', () => CivilDateScalarType, 'The day by which it is answered: five working days.')
  answerDueOn!: CivilDate;
}

const ReportConcernResult = resultUnion(
  'ReportConcernResult',
  'ConcernReport',
  'The report as taken in, or why it was not.',
  [ConcernReportModel, FieldRejectedErrorModel],
);

@Resolver()
export class ConcernsResolver {
  constructor(@Inject(ConcernsService) private readonly concerns: ConcernsService) {}

  @Mutation(() => ReportConcernResult as () => unknown, {
    description: 'Report a concern about a campaign; answered within five working days.',
  })
  @VisibleTo('PUBLIC')
  reportConcern(
    @Args('input', { type: () => ReportConcernInput }) { campaignId, message, contact }: ReportConcernInput,
    @Context() { t }: GraphContext,
  ) {
    return answering(t, () => this.concerns.report(campaignId, message, contact ?? null));
  }
}
