import { ID, ObjectType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { Shown } from '../graphql/access.js';
import { FenScalarType } from '../graphql/scalars.js';
import { RegionModel } from '../organizations/region.model.js';

@ObjectType('AllocationExampleLine', { description: 'What one city would get of the gift.' })
export class AllocationExampleLineModel {
  @Shown('PUBLIC', () => RegionModel, 'The city.')
  region!: RegionModel;

  @Shown('PUBLIC', () => FenScalarType, 'Its part.')
  amount!: Fen;

  @Shown('PUBLIC', () => String, 'The sum a reader can do again.')
  arithmetic!: string;
}

@ObjectType('AllocationExample', {
  description: 'A made-up gift to the whole province, split by the rule in force exactly as a real one would be.',
})
export class AllocationExampleModel {
  @Shown('PUBLIC', () => ID, 'The made-up id; its hash decides where the odd fen goes.')
  giftId!: string;

  @Shown('PUBLIC', () => FenScalarType, 'What is given.')
  amount!: Fen;

  @Shown('PUBLIC', () => FenScalarType, 'What pays for management, taken first.')
  management!: Fen;

  @Shown('PUBLIC', () => [AllocationExampleLineModel], 'What each city gets; together with management the gift.')
  lines!: AllocationExampleLineModel[];
}
