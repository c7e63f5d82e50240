import { GraphQLISODateTime, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { DifferenceAction, DifferenceKind, DifferenceState } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';

registerEnumType(DifferenceKind, {
  name: 'DifferenceKind',
  description: 'What two sides do not agree on.',
  valuesMap: {
    MISSING_IN_BOOKS: { description: 'The provider has it, the books do not.' },
    MISSING_AT_PROVIDER: { description: 'The books have it, the provider does not.' },
    AMOUNT_DIFFERS: { description: 'Both have it, with different amounts.' },
    FEE_DIFFERS: { description: 'Both have it, with different fees.' },
    FOREIGN_CURRENCY: { description: 'It is in another currency than the books.' },
    FOREIGN_PAYMENT: { description: 'A payment of the account that is not of this installation.' },
    UNKNOWN_MOVEMENT: { description: "A line of the provider's that is of no kind we know." },
    PAYOUT_FAILED: { description: 'The bank sent a payout back.' },
    PAYOUT_NEGATIVE: { description: 'The provider took money from the bank.' },
    PAYOUT_WITHOUT_BANK_LINE: { description: "A payout that the bank's statement does not show." },
    BANK_LINE_WITHOUT_PAYOUT: { description: "A line of the bank's that names the provider and is no payout." },
    BANK_AMOUNT_DIFFERS: { description: 'The bank shows the payout with another amount.' },
    BANK_BALANCE_GAP: { description: 'Two statements of the bank do not join: lines in between are missing.' },
  },
});

registerEnumType(DifferenceState, {
  name: 'DifferenceState',
  description: 'What became of a difference.',
  valuesMap: {
    OPEN: { description: 'Nobody has explained it.' },
    WRITE_OFF_PROPOSED: { description: 'Explained by one person, and waits for a second: money is concerned.' },
    EXPLAINED: { description: 'Explained.' },
    RESOLVED: { description: 'A later run found both sides equal.' },
  },
});

registerEnumType(DifferenceAction, {
  name: 'DifferenceAction',
  description: 'What is proposed to do.',
  valuesMap: {
    SETTLE_PAYMENT: { description: 'Look at the payment once more.' },
    FOLLOW_PAYMENT: { description: 'Look once more at what became of the payment.' },
    FOLLOW_PAYOUT: { description: 'Look at the payout once more.' },
    READ_AGAIN: { description: "Read the provider's statement of that time again." },
    IMPORT_STATEMENT: { description: "Import the bank's statement of those days." },
    LINK_BANK_LINE: { description: 'Say which line of the bank it is.' },
    ASK_BANK: { description: 'Ask the bank.' },
    LOOK: { description: 'A person has to look.' },
  },
});

@ObjectType('DifferenceStep', { description: 'One step of a difference.' })
export class DifferenceStepModel {
  @Shown(OVERSEERS, () => DifferenceState, 'Where it led.')
  to!: DifferenceState;

  @Shown(OVERSEERS, () => String, 'Who took it.')
  actor!: string;

  @Shown(OVERSEERS, () => String, 'Why.')
  reason!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  at!: Date;
}

@ObjectType('Difference', { description: '差异: what two sides do not agree on.' })
export class DifferenceModel {
  @Shown(OVERSEERS, () => ID, 'Opaque id.')
  id!: string;

  @Shown(OVERSEERS, () => DifferenceKind, 'What they do not agree on.')
  kind!: DifferenceKind;

  @Shown(OVERSEERS, () => DifferenceState, 'What became of it.')
  state!: DifferenceState;

  @Shown(OVERSEERS, () => ID, "The provider's line.", { nullable: true })
  movementId!: string | null;

  @Shown(OVERSEERS, () => ID, 'The posting.', { nullable: true })
  postingId!: string | null;

  @Shown(OVERSEERS, () => ID, 'The gift it is about.', { nullable: true })
  pledgeId!: string | null;

  @Shown(OVERSEERS, () => ID, 'The payout it is about.', { nullable: true })
  payoutId!: string | null;

  @Shown(OVERSEERS, () => ID, 'The line of the bank.', { nullable: true })
  bankLineId!: string | null;

  @Shown(OVERSEERS, () => String, 'Of which currency the amounts are.')
  currency!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'What the provider says, after its fee.', { nullable: true })
  providerAmount!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What the books say, after the fee.', { nullable: true })
  ledgerAmount!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What the bank says.', { nullable: true })
  bankAmount!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, "The provider's fee.", { nullable: true })
  providerFee!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'The fee in the books.', { nullable: true })
  ledgerFee!: Fen | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What of the gap between the two sides it explains.')
  gap!: Fen;

  @Shown(OVERSEERS, () => DifferenceAction, 'What is proposed to do.')
  action!: DifferenceAction;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When what it is about happened.')
  occurredAt!: Date;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When a run first found it.')
  firstSeenAt!: Date;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When a run found it to be gone.', { nullable: true })
  resolvedAt!: Date | null;

  @Shown(OVERSEERS, () => String, 'How it was explained.', { nullable: true })
  explanation!: string | null;

  explainedBy!: string | null;
  agreedBy!: string | null;
  actionKey!: string | null;
}

export const DifferenceConnection = connectionOf(DifferenceModel, 'Difference', OVERSEERS);
