import { UserError } from '#kernel';

/** Monthly gifts go on; whoever deletes their account says that they are to stop. */
export class MonthlyGiftsGoOnError extends UserError {
  readonly typeName = 'MonthlyGiftsGoOnError';

  constructor(
    /** How many. */
    readonly count: number,
  ) {
    super('monthly_gifts_go_on', { count });
  }
}
