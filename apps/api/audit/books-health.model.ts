import { GraphQLISODateTime, Int, ObjectType } from '@nestjs/graphql';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { UserErrorModel } from '../graphql/user-errors.js';

@ObjectType('BooksSentence', { description: 'Something that must always be true of the data, and whether it is.' })
export class BooksSentenceModel {
  @Shown(OVERSEERS, () => String, "The sentence, in the visitor's language.")
  text!: string;

  @Shown(OVERSEERS, () => Int, 'How many rows break it by the last run; null when that run did not ask.', {
    nullable: true,
  })
  offenders!: number | null;
}

@ObjectType('BooksRun', { description: 'One run over every sentence.' })
export class BooksRunModel {
  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it began.')
  startedAt!: Date;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it ended; null while it runs.', { nullable: true })
  finishedAt!: Date | null;

  @Shown(OVERSEERS, () => Int, 'How many sentences have been checked.')
  checked!: number;

  @Shown(OVERSEERS, () => String, 'Who asked for it; null for the one of the night.', { nullable: true })
  askedBy!: string | null;
}

@ObjectType('PostingStop', { description: 'Since when the books take nothing, and why.' })
export class PostingStopModel {
  @Shown(OVERSEERS, () => GraphQLISODateTime, 'Since when.')
  since!: Date;

  @Shown(OVERSEERS, () => String, "What did not hold, in the visitor's language.")
  reason!: string;
}

@ObjectType('BooksHealth', { description: 'Whether everything that must always be true is true.' })
export class BooksHealthModel {
  @Shown(OVERSEERS, () => PostingStopModel, 'Null while the books take postings.', { nullable: true })
  stopped!: PostingStopModel | null;

  @Shown(OVERSEERS, () => BooksRunModel, 'The last run that came to its end; null before the first.', {
    nullable: true,
  })
  lastRun!: BooksRunModel | null;

  @Shown(OVERSEERS, () => BooksRunModel, 'The run that is under way; null when none is.', { nullable: true })
  running!: BooksRunModel | null;

  @Shown(OVERSEERS, () => [BooksSentenceModel], 'Every sentence: those that do not hold first.')
  sentences!: BooksSentenceModel[];

  @Shown(OVERSEERS, () => Int, 'Paid gifts that wait to be posted.')
  waitingGifts!: number;
}

@ObjectType('BooksBrokenError', {
  implements: () => [UserErrorModel],
  description: 'Something still does not hold, so posting stays stopped.',
})
export class BooksBrokenErrorModel extends UserErrorModel {}
