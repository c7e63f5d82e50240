import { Field, ID, InputType } from '@nestjs/graphql';
import { FieldRejectedError, type CivilDate, type Fen } from '#kernel';
import { FundSource, ReallocationKind } from '#platform';
import type { ReallocationWish } from '#reallocations';
import { CivilDateScalarType, FenScalarType } from '../graphql/scalars.js';

@InputType('ReallocationInput', {
  description:
    'Which money is to go elsewhere. GIFTS: ruleId, and either fromRuleId (with days and a city, if wanted) or giftIds. FUND_RETURN: regionCode, source, amount.',
})
export class ReallocationInput {
  @Field(() => ReallocationKind, { description: 'Why money goes elsewhere.' })
  kind!: ReallocationKind;

  @Field(() => ID, { description: 'Of which campaign.' })
  campaignId!: string;

  @Field(() => ID, { nullable: true, description: 'GIFTS: the rule they should have taken.' })
  ruleId?: string | null;

  @Field(() => ID, { nullable: true, description: 'GIFTS: the rule that allocates them now.' })
  fromRuleId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'GIFTS: named one by one.' })
  giftIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The city they are designated to, or that gives back.' })
  regionCode?: string | null;

  @Field(() => CivilDateScalarType, { nullable: true, description: 'GIFTS: first day they were paid on.' })
  from?: CivilDate | null;

  @Field(() => CivilDateScalarType, { nullable: true, description: 'GIFTS: last day they were paid on.' })
  to?: CivilDate | null;

  @Field(() => FundSource, { nullable: true, description: 'FUND_RETURN: which of its money, DIRECT or POOL.' })
  source?: FundSource | null;

  @Field(() => FenScalarType, { nullable: true, description: 'FUND_RETURN: how much.' })
  amount?: Fen | null;
}

/** @throws FieldRejectedError naming what its kind asks for and it does not say */
export function toWish(input: ReallocationInput): ReallocationWish {
  const { campaignId } = input;
  if (input.kind === 'FUND_RETURN') {
    return {
      kind: 'FUND_RETURN',
      campaignId,
      regionCode: asked(input.regionCode, 'regionCode'),
      source: asked(input.source, 'source'),
      amount: asked(input.amount, 'amount'),
    };
  }
  return {
    kind: 'GIFTS',
    campaignId,
    ruleId: asked(input.ruleId, 'ruleId'),
    fromRuleId: input.fromRuleId ?? null,
    regionCode: input.regionCode ?? null,
    from: input.from ?? null,
    to: input.to ?? null,
    giftIds: [...new Set(input.giftIds ?? [])],
  };
}

function asked<T>(value: T | null | undefined, field: string): T {
  if (value === null || value === undefined) throw new FieldRejectedError(field, 'field_required');
  return value;
}
