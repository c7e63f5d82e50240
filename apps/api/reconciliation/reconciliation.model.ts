import { GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';

@ObjectType('ReconciliationSide', { description: 'What one of the three (provider, books, bank) says.' })
export class ReconciliationSideModel {
  @Shown(OVERSEERS, () => FenScalarType, 'What it holds for us; null before it was first asked.', { nullable: true })
  balance!: Fen | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'As of when.', { nullable: true })
  asOf!: Date | null;

  @Shown(OVERSEERS, () => FenScalarType, 'Payouts as this side has them; null where it does not say.', {
    nullable: true,
  })
  payouts!: Fen | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it last agreed with its neighbour; null for never.', {
    nullable: true,
  })
  lastEqual!: Date | null;
}

@ObjectType('ReconciliationRun', { description: '一次对账: one comparison of provider, books and bank.' })
export class ReconciliationRunModel {
  @Shown(OVERSEERS, () => ID, 'Opaque id.')
  id!: string;

  @Shown(OVERSEERS, () => String, 'Who asked for it; null for the one of the night.', { nullable: true })
  askedBy!: string | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it began.')
  startedAt!: Date;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it ended; null while it runs.', { nullable: true })
  finishedAt!: Date | null;

  @Shown(OVERSEERS, () => String, 'How far it is: FETCHING, PAYOUTS, COMPARING or DONE.')
  step!: string;

  @Shown(OVERSEERS, () => String, 'Why its last try broke off; it is tried again.', { nullable: true })
  failure!: string | null;

  @Shown(OVERSEERS, () => Int, "Lines of the provider's statement it read.")
  linesRead!: number;

  @Shown(OVERSEERS, () => Int, 'How many of them were new.')
  linesNew!: number;

  @Shown(OVERSEERS, () => FenScalarType, "The provider's balance: the sum of its statement.", { nullable: true })
  providerNet!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What the books hold at the provider (1009).', { nullable: true })
  ledgerNet!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What of that was posted after the statement was read.', { nullable: true })
  ledgerLater!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'Payouts on their way: they have left the provider and not arrived.', {
    nullable: true,
  })
  inTransit!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What the differences explain of the gap that is left.', { nullable: true })
  explained!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What nothing explains; always nothing.', { nullable: true })
  unexplained!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'Payouts as the books have them at the bank.', { nullable: true })
  bankLedger!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, "Payouts as the bank's statements have them.", { nullable: true })
  bankArrived!: Fen | null;

  @Shown(OVERSEERS, () => Int, 'Differences between provider and books that were open at its end.')
  openProvider!: number;

  @Shown(OVERSEERS, () => Int, 'Differences between books and bank that were open at its end.')
  openBank!: number;

  @Shown(OVERSEERS, () => Int, 'Differences it found.')
  found!: number;

  @Shown(OVERSEERS, () => Int, 'Differences it found to be gone.')
  resolved!: number;
}

export const ReconciliationRunConnection = connectionOf(ReconciliationRunModel, 'ReconciliationRun', OVERSEERS);

@ObjectType('ReconciliationAlarm', { description: 'Something staff have to know now.' })
export class ReconciliationAlarmModel {
  @Shown(OVERSEERS, () => String, 'WEBHOOK, RUN or DIFFERENCE.')
  kind!: string;

  @Shown(OVERSEERS, () => String, "What is wrong, in the visitor's language.")
  message!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'Since when.')
  since!: Date;
}

@ObjectType('Reconciliation', { description: '对账: how provider, books and bank stand to one another.' })
export class ReconciliationModel {
  @Shown(OVERSEERS, () => GraphQLISODateTime, 'Since when all three are equal; null when they are not.', {
    nullable: true,
  })
  equalSince!: Date | null;

  @Shown(OVERSEERS, () => Int, 'Differences nobody has explained.')
  open!: number;

  @Shown(OVERSEERS, () => FenScalarType, 'Their amounts, without sign, in all.')
  openAmount!: Fen;

  @Shown(OVERSEERS, () => Int, 'How many of them are explained and wait for a second person.')
  waiting!: number;

  @Shown(OVERSEERS, () => ReconciliationSideModel, 'The payment provider.')
  provider!: ReconciliationSideModel;

  @Shown(OVERSEERS, () => ReconciliationSideModel, 'The books.')
  ledger!: ReconciliationSideModel;

  @Shown(OVERSEERS, () => ReconciliationSideModel, 'The bank.')
  bank!: ReconciliationSideModel;

  @Shown(OVERSEERS, () => ReconciliationRunModel, 'The last comparison; null before the first.', { nullable: true })
  lastRun!: ReconciliationRunModel | null;

  @Shown(OVERSEERS, () => ReconciliationRunModel, 'The one under way; null when none is.', { nullable: true })
  running!: ReconciliationRunModel | null;

  @Shown(OVERSEERS, () => [ReconciliationAlarmModel], 'What staff have to know now, the most urgent first.')
  alarms!: ReconciliationAlarmModel[];
}
