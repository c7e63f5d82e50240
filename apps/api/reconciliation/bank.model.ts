import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate, Fen } from '#kernel';
import { ProviderPayoutState, StatementFormat } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { CivilDateScalarType, FenScalarType } from '../graphql/scalars.js';

registerEnumType(StatementFormat, {
  name: 'StatementFormat',
  description: "How a bank's statement is written.",
  valuesMap: {
    CSV: { description: 'A table as text: docs/bank-statement-format.md.' },
    CAMT053: { description: 'ISO 20022, camt.053.' },
  },
});

registerEnumType(ProviderPayoutState, {
  name: 'PayoutState',
  description: 'Where a payout of the provider stands.',
  valuesMap: {
    PENDING: { description: 'Made, not sent yet.' },
    IN_TRANSIT: { description: 'On its way.' },
    PAID: { description: 'The provider says it has arrived.' },
    FAILED: { description: 'The bank sent it back.' },
    CANCELLED: { description: 'Taken back before it was sent.' },
  },
});

@ObjectType('BankLine', { description: "One line of the bank's statement." })
export class BankLineModel {
  @Shown(OVERSEERS, () => ID, 'Opaque id.')
  id!: string;

  @Shown(OVERSEERS, () => CivilDateScalarType, "China's day it was booked on.")
  bookedOn!: CivilDate;

  @Shown(OVERSEERS, () => FenScalarType, 'Positive when money came in.')
  amount!: Fen;

  @Shown(OVERSEERS, () => String, 'The other side.')
  counterparty!: string;

  @Shown(OVERSEERS, () => String, 'What the bank says about it.')
  reference!: string;
}

@ObjectType('PreviewedLine', { description: 'One line of a file, before it is kept.' })
export class PreviewedLineModel {
  @Shown(OVERSEERS, () => Int, 'Its line in the file.')
  ordinal!: number;

  @Shown(OVERSEERS, () => CivilDateScalarType, "China's day it was booked on.")
  bookedOn!: CivilDate;

  @Shown(OVERSEERS, () => FenScalarType, 'Positive when money came in.')
  amount!: Fen;

  @Shown(OVERSEERS, () => String, 'The other side.')
  counterparty!: string;

  @Shown(OVERSEERS, () => String, 'What the bank says about it.')
  reference!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'What the account held after it.', { nullable: true })
  balance!: Fen | null;

  @Shown(OVERSEERS, () => Boolean, 'Another file has brought it already.')
  known!: boolean;
}

@ObjectType('BankStatement', { description: "银行流水: an imported statement of the foundation's account." })
export class BankStatementModel {
  @Shown(OVERSEERS, () => ID, 'Opaque id.')
  id!: string;

  @Shown(OVERSEERS, () => StatementFormat, 'How it was written.')
  format!: StatementFormat;

  @Shown(OVERSEERS, () => String, 'The name of its file.')
  fileName!: string;

  @Shown(OVERSEERS, () => CivilDateScalarType, 'Its first day.')
  from!: CivilDate;

  @Shown(OVERSEERS, () => CivilDateScalarType, 'Its last day.')
  to!: CivilDate;

  @Shown(OVERSEERS, () => FenScalarType, 'What the account held before it.', { nullable: true })
  opening!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What the account held after it.', { nullable: true })
  closing!: Fen | null;

  @Shown(OVERSEERS, () => Int, 'Lines in the file.')
  lines!: number;

  @Shown(OVERSEERS, () => Int, 'How many of them other files had brought already.')
  known!: number;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was imported.')
  importedAt!: Date;

  importedBy!: string;
}

@ObjectType('BankStatementPreview', { description: 'What a file would bring; nothing is kept yet.' })
export class BankStatementPreviewModel {
  @Shown(OVERSEERS, () => String, 'Tells the file: SHA-256.')
  digest!: string;

  @Shown(OVERSEERS, () => StatementFormat, 'How it is written.')
  format!: StatementFormat;

  @Shown(OVERSEERS, () => String, 'The account as the file names it; empty where it does not.')
  account!: string;

  @Shown(OVERSEERS, () => CivilDateScalarType, 'Its first day.')
  from!: CivilDate;

  @Shown(OVERSEERS, () => CivilDateScalarType, 'Its last day.')
  to!: CivilDate;

  @Shown(OVERSEERS, () => FenScalarType, 'What the account held before it.', { nullable: true })
  opening!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What the account held after it.', { nullable: true })
  closing!: Fen | null;

  @Shown(OVERSEERS, () => Int, 'Lines in the file.')
  count!: number;

  @Shown(OVERSEERS, () => Int, 'How many of them other files have brought already.')
  known!: number;

  @Shown(OVERSEERS, () => [PreviewedLineModel], 'The first lines, oldest first.')
  lines!: PreviewedLineModel[];

  @Shown(OVERSEERS, () => BankStatementModel, 'What this very file made when it was imported before.', {
    nullable: true,
  })
  imported!: BankStatementModel | null;
}

@ObjectType('PayoutLine', { description: "One line of the provider's statement that a payout is made of." })
export class PayoutLineModel {
  @Shown(OVERSEERS, () => ID, "The provider's id.")
  id!: string;

  @Shown(OVERSEERS, () => String, 'CHARGE, REFUND, REFUND_FAILURE, DISPUTE, DISPUTE_REVERSAL, PAYOUT_FAILURE or OTHER.')
  kind!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'Before the fee; negative when it left.')
  amount!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, "The provider's fee.")
  fee!: Fen;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  occurredAt!: Date;

  @Shown(OVERSEERS, () => ID, 'The gift it is about.', { nullable: true })
  pledgeId!: string | null;
}

@ObjectType('Payout', { description: '结算: money the provider sends to the bank.' })
export class PayoutModel {
  @Shown(OVERSEERS, () => ID, "The provider's id.")
  id!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'Negative when the provider took money from the bank.')
  amount!: Fen;

  @Shown(OVERSEERS, () => String, 'Of which currency.')
  currency!: string;

  @Shown(OVERSEERS, () => ProviderPayoutState, 'Where it stands.')
  state!: ProviderPayoutState;

  @Shown(OVERSEERS, () => Boolean, 'Whether the provider can say what it is made of.')
  automatic!: boolean;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was made.')
  createdAt!: Date;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it arrives, by the provider.')
  arrivalAt!: Date;

  @Shown(OVERSEERS, () => String, 'Why the bank sent it back, in the words of the provider.', { nullable: true })
  failure!: string | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was posted.', { nullable: true })
  settledAt!: Date | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When its return was posted.', { nullable: true })
  reversedAt!: Date | null;
}

export const PayoutConnection = connectionOf(PayoutModel, 'Payout', OVERSEERS);
