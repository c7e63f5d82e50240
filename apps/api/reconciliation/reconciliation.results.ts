import { Int, ObjectType } from '@nestjs/graphql';
import { DifferenceState } from '#platform';
import { SamePersonErrorModel } from '../campaigns/campaign.results.js';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';
import { BankStatementModel, BankStatementPreviewModel, PayoutModel } from './bank.model.js';
import { DifferenceModel } from './difference.model.js';

@ObjectType('DifferenceStateError', {
  implements: () => [UserErrorModel],
  description: 'The step cannot be taken from the state the difference is in.',
})
export class DifferenceStateErrorModel extends UserErrorModel {
  @Shown(OVERSEERS, () => DifferenceState, 'The state it is in.')
  state!: DifferenceState;
}

@ObjectType('LineTakenError', {
  implements: () => [UserErrorModel],
  description: 'The line of the bank stands for something else already, or has another amount.',
})
export class LineTakenErrorModel extends UserErrorModel {}

@ObjectType('StatementFault', { description: 'What is wrong with a line of a file.' })
export class StatementFaultModel {
  @Shown(OVERSEERS, () => Int, 'Its line; 0 for the file as a whole.')
  line!: number;

  @Shown(OVERSEERS, () => String, "What is wrong, in the visitor's language.")
  message!: string;
}

@ObjectType('StatementRejectedError', {
  implements: () => [UserErrorModel],
  description: 'A file that cannot be read whole; nothing of it was kept.',
})
export class StatementRejectedErrorModel extends UserErrorModel {
  @Shown(OVERSEERS, () => [StatementFaultModel], 'Every fault, by line.')
  faults!: StatementFaultModel[];
}

export const ChangeDifferenceResult = resultUnion(
  'ChangeDifferenceResult',
  'Difference',
  'The difference in its new state, or why it is not.',
  [DifferenceModel, DifferenceStateErrorModel, SamePersonErrorModel, FieldRejectedErrorModel],
);

export const PreviewBankStatementResult = resultUnion(
  'PreviewBankStatementResult',
  'BankStatementPreview',
  'What the file would bring, or what is wrong with it.',
  [BankStatementPreviewModel, StatementRejectedErrorModel],
);

export const ImportBankStatementResult = resultUnion(
  'ImportBankStatementResult',
  'BankStatement',
  'The statement as kept, or what is wrong with the file.',
  [BankStatementModel, StatementRejectedErrorModel],
);

export const LinkBankLineResult = resultUnion(
  'LinkBankLineResult',
  'Payout',
  'The payout with its line, or why it has none.',
  [PayoutModel, LineTakenErrorModel, FieldRejectedErrorModel],
);
