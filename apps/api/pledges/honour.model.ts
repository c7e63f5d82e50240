import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { HonourKind } from '#platform';
import { Shown } from '../graphql/access.js';

registerEnumType(HonourKind, {
  name: 'HonourKind',
  description: 'For whose sake a gift is given.',
  valuesMap: {
    IN_HONOUR: { description: '以…的名义: in somebody’s honour.' },
    IN_MEMORY: { description: '纪念…: in somebody’s memory.' },
  },
});

@ObjectType('GiftHonour', { description: 'For whose sake a gift was given.' })
export class GiftHonourModel {
  pledgeId!: string;

  @Shown('GIVER', () => HonourKind, 'In honour, or in memory.')
  kind!: HonourKind;

  @Shown('GIVER', () => String, 'The honouree’s name.')
  name!: string;

  @Shown('GIVER', () => Boolean, 'Whether the wall shows it.')
  shown!: boolean;

  @Shown('GIVER', () => Boolean, 'Whether somebody is told by a card.')
  cardAsked!: boolean;
}

@ObjectType('WallHonour', { description: 'For whose sake a gift was given, where its giver wants it shown.' })
export class WallHonourModel {
  @Shown('PUBLIC', () => HonourKind, 'In honour, or in memory.')
  kind!: HonourKind;

  @Shown('PUBLIC', () => String, 'The honouree’s name, as its giver wrote it.')
  name!: string;
}

@InputType('GiftHonourInput', { description: 'For whose sake the gift is given.' })
export class GiftHonourInput {
  @Field(() => HonourKind, { description: 'In honour, or in memory.' })
  kind!: HonourKind;

  @Field(() => String, { description: 'The honouree’s name, at most 30 characters; kept sealed.' })
  name!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the wall shows it.' })
  shown!: boolean;

  @Field(() => String, { nullable: true, description: 'Who is told by a card once the gift is paid.' })
  email?: string | null;
}
