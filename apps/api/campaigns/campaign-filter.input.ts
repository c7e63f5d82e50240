import { Field, ID, InputType } from '@nestjs/graphql';
import type { CampaignSearch } from '#campaigns';
import { RequestError } from '#kernel';
import { CampaignState } from '#platform';

const MOST_LETTERS = 60;

@InputType('CampaignFilter', { description: 'What public campaigns to list; what is left out narrows nothing.' })
export class CampaignFilter {
  @Field(() => String, { nullable: true, description: 'Words of the title or the summary, at most 60 characters.' })
  text?: string | null;

  @Field(() => [CampaignState], { nullable: true, description: 'States; those the public may not see find nothing.' })
  states?: CampaignState[] | null;

  @Field(() => ID, { nullable: true, description: 'Code of a city it raises for.' })
  regionCode?: string | null;
}

/** The filter as the repository asks. @throws RequestError field_too_long */
export function checkedFilter({ text, states, regionCode }: CampaignFilter): CampaignSearch & {
  states?: CampaignState[];
} {
  const sought = text?.trim() ?? '';
  if (sought.length > MOST_LETTERS) throw new RequestError('BAD_INPUT', 'field_too_long', { max: MOST_LETTERS });
  return {
    ...(sought ? { text: sought } : {}),
    ...(states ? { states } : {}),
    ...(regionCode ? { regionCode } : {}),
  };
}
