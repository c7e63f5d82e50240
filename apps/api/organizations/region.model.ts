import { ID, ObjectType } from '@nestjs/graphql';
import { Shown } from '../graphql/access.js';

@ObjectType('Region', { description: 'An administrative division (GB/T 2260).' })
export class RegionModel {
  @Shown('PUBLIC', () => ID, 'Code, e.g. 430900.')
  code!: string;

  @Shown('PUBLIC', () => String, 'Full name, e.g. 益阳市.')
  name!: string;

  @Shown('PUBLIC', () => String, 'Short name for tiles, e.g. 益阳.')
  shortName!: string;
}

@ObjectType('OrgUnit', { description: 'An organisation: the foundation, or a federation of province, city or county.' })
export class OrgUnitModel {
  @Shown('PUBLIC', () => ID, 'Opaque id.')
  id!: string;

  @Shown('PUBLIC', () => String, 'Full name, e.g. 益阳市妇女联合会.')
  name!: string;

  @Shown('PUBLIC', () => RegionModel, 'Its region, where it has one.', { nullable: true })
  region!: RegionModel | null;
}
