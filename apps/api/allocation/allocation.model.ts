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

registerEnumType(FundSource, {
  name: 'FundSource',
  description: 'How money came into a fund.',
  valuesMap: {
    DIRECT: { description: 'Designated to it.' },
    POOL: { description: 'Its share of the provincial pool.' },
    MATCH: { description: 'Matching by a sponsor.' },
    GOVERNMENT: { description: 'A government grant.' },
    CONDOLENCE: { description: 'Condolence money.' },
    IN_KIND: { description: 'Goods, at fair value.' },
  },
});

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

  @Shown('GIVER', () => FenScalarType, 'What the payment provider took; borne by the foundation, not by the gift.', {
    nullable: true,
  })
  paymentFee!: Fen | null;

  @Shown('GIVER', () => [AllocationLineModel], 'Its legs; they sum to the gift.')
  lines!: AllocationLineModel[];
}
