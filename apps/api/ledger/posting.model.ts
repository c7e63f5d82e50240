import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { FeeCarrier } from '#platform';
import type { Fen } from '#kernel';
import { AllocationRuleModel } from '../allocation/rule.model.js';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { FenScalarType } from '../graphql/scalars.js';
import { LedgerAccountModel, READERS } from './reports.model.js';

registerEnumType(FeeCarrier, {
  name: 'FeeCarrier',
  description: 'Who carries what the payment provider keeps of a gift.',
  valuesMap: {
    FOUNDATION: { description: 'The foundation.' },
    GIFT: { description: 'The gift itself.' },
  },
});

@ObjectType('PostingLine', { description: 'One line of a posting.' })
export class PostingLineModel {
  @Shown(READERS, () => LedgerAccountModel, 'The account.')
  account!: LedgerAccountModel;

  @Shown(READERS, () => FenScalarType, 'Debit.')
  debit!: Fen;

  @Shown(READERS, () => FenScalarType, 'Credit.')
  credit!: Fen;
}

@ObjectType('PostingInput', { description: 'A weight the rule split by.' })
export class PostingInputModel {
  @Shown(READERS, () => String, 'The city, in the visitor’s language.')
  city!: string;

  @Shown(READERS, () => String, 'Its weight.')
  weight!: string;
}

@ObjectType('PostingLink', { description: 'Another posting that belongs to this one.' })
export class PostingLinkModel {
  @Shown(READERS, () => ID, 'Its id; explain it by `posting`.')
  id!: string;

  @Shown(READERS, () => String, 'How it belongs to this one.')
  relation!: string;

  @Shown(READERS, () => String, 'What happened there.')
  event!: string;

  @Shown(READERS, () => String, 'Its position in the books.')
  position!: string;
}

@ObjectType('Posting', { description: 'A gift or transfer in the books, with everything that stands behind it.' })
export class PostingModel {
  @Shown(READERS, () => ID, 'Of the gift or the transfer.')
  id!: string;

  @Shown(READERS, () => String, 'What happened, in plain words.')
  event!: string;

  @Shown(READERS, () => GraphQLISODateTime, 'When it happened.')
  occurredAt!: Date;

  @Shown(READERS, () => GraphQLISODateTime, 'When it was booked.')
  bookedAt!: Date;

  @Shown(READERS, () => String, 'The batch.')
  batchNumber!: string;

  @Shown(READERS, () => String, 'Position in the books.')
  position!: string;

  @Shown(READERS, () => [PostingLineModel], 'Its lines; debit and credit are equal.')
  lines!: PostingLineModel[];

  @Shown(READERS, () => AllocationRuleModel, 'The rule that decided.', { nullable: true })
  rule!: AllocationRuleModel | null;

  @Shown(READERS, () => [PostingInputModel], 'The weights it was split by; empty where nothing was split.')
  inputs!: PostingInputModel[];

  @Shown(READERS, () => String, 'Sum of the weights.', { nullable: true })
  totalWeight!: string | null;

  @Shown(READERS, () => Int, 'The part kept for management, in basis points.', { nullable: true })
  managementBp!: number | null;

  @Shown(READERS, () => FeeCarrier, 'Who carried the payment fee.', { nullable: true })
  feeCarrier!: FeeCarrier | null;

  @Shown(READERS, () => String, 'Name of who proposed it; null where the provider or a rule decided.', {
    nullable: true,
  })
  proposedBy!: string | null;

  @Shown(READERS, () => String, 'Name of the second person who approved it.', { nullable: true })
  approvedBy!: string | null;

  @Shown(READERS, () => String, 'Said in public.', { nullable: true })
  note!: string | null;

  @Shown(OVERSEERS, () => ID, 'The pledge it is about.', { nullable: true })
  giftPledgeId!: string | null;

  @Shown(READERS, () => String, 'The business document behind it, by its id.', { nullable: true })
  document!: string | null;

  @Shown(READERS, () => [PostingLinkModel], 'What belongs to it, in the order of the books.')
  links!: PostingLinkModel[];
}
