import { ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Role } from '#platform';
import { Shown } from '../graphql/access.js';
import { OrgUnitModel } from '../organizations/region.model.js';

registerEnumType(Role, {
  name: 'Role',
  description: 'What a signed-in person does here.',
  valuesMap: {
    DONOR: { description: 'Gives; needs no account to do so.' },
    STAFF_MAKER: { description: 'Foundation staff who draft.' },
    STAFF_CHECKER: { description: 'Foundation staff who approve.' },
    FEDERATION: { description: 'Speaks for one federation and sees its fund only.' },
    AUDITOR: { description: 'Looks at everything and changes nothing.' },
  },
});

@ObjectType('Viewer', { description: 'The signed-in person.' })
export class ViewerModel {
  @Shown('PUBLIC', () => ID, 'Opaque id.')
  id!: string;

  @Shown('PUBLIC', () => String, 'Name as colleagues see it.')
  name!: string;

  @Shown('PUBLIC', () => String, 'The address they sign in with.')
  email!: string;

  @Shown('PUBLIC', () => Role, 'What they may do.')
  role!: Role;

  orgUnitId!: string | null;

  @Shown('PUBLIC', () => OrgUnitModel, 'The organisation they speak for, if any.', { nullable: true })
  orgUnit?: OrgUnitModel | null;
}
