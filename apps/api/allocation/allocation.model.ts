import { GraphQLISODateTime, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { FundSource } from '#platform';
import { Shown } from '../graphql/access.js';
import { FenScalarType } from '../graphql/scalars.js';
import { OrgUnitModel } from '../organizations/region.model.js';
import { AllocationRuleModel } from './rule.model.js';

export enum AllocationState {
  WAITING = 'WAITING',
  POSTED = 'POSTED',
}

registerEnumType(AllocationState, {
  name: 'AllocationState',
  description: 'How far a gift has come on its way into the books.',
  valuesMap: {
    WAITING: { description: 'Not posted yet.' },
    POSTED: { description: 'In the books; it stays there.' },
  },
});

/** How far a line of a gift has come; by the order in which money of its fund account arrived. */
export enum LineState {
  ALLOCATED = 'ALLOCATED',
  APPLIED = 'APPLIED',
  PAID = 'PAID',
  CONFIRMED = 'CONFIRMED',
  RETURNED_TO_POOL = 'RETURNED_TO_POOL',
  RETURNED = 'RETURNED',
}

registerEnumType(LineState, {
  name: 'LineState',
  description: 'How far a line of a gift has come; that of its part that is least far.',
  valuesMap: {
    ALLOCATED: { description: 'In the fund, waiting for the federation to apply.' },
    APPLIED: { description: 'The federation has applied for it.' },
    PAID: { description: 'Paid to the federation, to be confirmed.' },
    CONFIRMED: { description: 'The federation has confirmed it.' },
    RETURNED_TO_POOL: { description: 'The federation gave it back to the pool.' },
    RETURNED: { description: 'It went back to the giver.' },
  },
});

registerEnumType(FundSource, {
  name: 'FundSource',
  description: 'How money came into a fund.',
  valuesMap: {
    DIRECT: { description: 'Designated to it.' },
    POOL: { description: 'Its share of the provincial pool.' },
    MATCH: { description: 'A sponsor’s matching of a gift.' },
    GOVERNMENT: { description: 'A government grant.' },
    CONDOLENCE: { description: 'Condolence money.' },
    IN_KIND: { description: 'Goods given in kind.' },
  },
});

@ObjectType('AllocationPart', { description: 'A part of a line that has come equally far.' })
export class AllocationPartModel {
  pledgeId!: string;

  @Shown('GIVER', () => LineState, 'How far it has come.')
  state!: LineState;

  @Shown('GIVER', () => FenScalarType, 'How much of the line it is.')
  amount!: Fen;
}

@ObjectType('AllocationLine', { description: 'One leg of a gift: how much went to which fund, and why.' })
export class AllocationLineModel {
  pledgeId!: string;

  @Shown('GIVER', () => FenScalarType, 'The amount.')
  amount!: Fen;

  @Shown('GIVER', () => FundSource, 'How it came there.')
  source!: FundSource;

  @Shown('GIVER', () => OrgUnitModel, 'The federation.')
  orgUnit!: OrgUnitModel;

  @Shown('GIVER', () => String, 'Why this fund got this amount, in one plain sentence.')
  reason!: string;

  @Shown('GIVER', () => String, 'The arithmetic, in yuan.')
  arithmetic!: string;

  @Shown('GIVER', () => String, 'Whose it is, in the visitor’s language.')
  title!: string;

  @Shown('GIVER', () => LineState, 'How far it has come.')
  state!: LineState;

  @Shown(
    'GIVER',
    () => [AllocationPartModel],
    'How far each fen of it has come, furthest first; the parts add up to it.',
  )
  parts!: AllocationPartModel[];

  @Shown('GIVER', () => String, 'The same in words, with amounts where parts have come differently far.')
  standing!: string;
}

@ObjectType('AllocationCharge', { description: 'What was kept of a gift before it was split.' })
export class AllocationChargeModel {
  pledgeId!: string;

  @Shown('GIVER', () => String, 'What it is.')
  title!: string;

  @Shown('GIVER', () => FenScalarType, 'The amount.')
  amount!: Fen;

  @Shown('GIVER', () => String, 'Why, in one plain sentence.')
  reason!: string;

  @Shown('GIVER', () => String, 'The arithmetic, in yuan.')
  arithmetic!: string;
}

@ObjectType('AllocationChange', { description: 'A refund, chargeback or new allocation of a gift.' })
export class AllocationChangeModel {
  pledgeId!: string;

  @Shown('GIVER', () => String, 'What happened, with its public note and what the pool carries.')
  text!: string;

  @Shown('GIVER', () => GraphQLISODateTime, 'When.')
  occurredAt!: Date;

  @Shown('GIVER', () => String, 'Its position in the books.')
  position!: string;
}

@ObjectType('Allocation', { description: '分配: where a gift went, to the fen.' })
export class AllocationModel {
  pledgeId!: string;

  @Shown('GIVER', () => AllocationState, 'How far it has come.')
  state!: AllocationState;

  @Shown('GIVER', () => GraphQLISODateTime, 'When it was posted.', { nullable: true })
  postedAt!: Date | null;

  @Shown('GIVER', () => String, 'Its position in the books.', { nullable: true })
  position!: string | null;

  @Shown('GIVER', () => String, 'The batch it was posted with.', { nullable: true })
  batchNumber!: string | null;

  @Shown('GIVER', () => AllocationRuleModel, 'The rule that decided.', { nullable: true })
  rule!: AllocationRuleModel | null;

  @Shown(
    'GIVER',
    () => FenScalarType,
    'What the payment provider took, where the foundation bears it; null where the gift does.',
    {
      nullable: true,
    },
  )
  paymentFee!: Fen | null;

  @Shown('GIVER', () => [AllocationLineModel], 'Its legs; with the charges they sum to what was allocated.')
  lines!: AllocationLineModel[];

  @Shown('GIVER', () => [AllocationChargeModel], 'What was kept for management and for the payment fee.')
  charges!: AllocationChargeModel[];

  @Shown('GIVER', () => [AllocationChangeModel], 'What changed since it was posted, in the order of the books.')
  changes!: AllocationChangeModel[];
}
