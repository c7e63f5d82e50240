import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { MonthlyDraft } from '#monthly-gifts';
import type { GraphContext } from '../graphql/context.js';
import { CreatePledgeInput, toPledgeDraft } from '../pledges/pledge.input.js';

@InputType('StartMonthlyGiftInput', { description: 'What a giver who gives every month fills in.' })
export class StartMonthlyGiftInput {
  @Field(() => ID, {
    description: 'Made by the client (TypeID, prefix mth) and kept before sending: the idempotency key.',
  })
  id!: string;

  @Field(() => Int, { description: 'Day of the month it is charged on from the next month on, 1 to 28.' })
  day!: number;

  @Field(() => CreatePledgeInput, {
    description: 'The first gift, paid now; every further one is like it. Its e-mail is required.',
  })
  first!: CreatePledgeInput;
}

export function toMonthlyDraft({ id, day, first }: StartMonthlyGiftInput, context: GraphContext): MonthlyDraft {
  return { id, day, first: toPledgeDraft(first, context) };
}
