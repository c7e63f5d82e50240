import { ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate } from '#kernel';
import { Shown } from '../graphql/access.js';
import { CivilDateScalarType } from '../graphql/scalars.js';

/** What is told. */
export const DisclosureKind = { PROGRESS: 'PROGRESS', FINAL: 'FINAL' } as const;

registerEnumType(DisclosureKind, {
  name: 'DisclosureKind',
  description: 'What the law wants told about a campaign.',
  valuesMap: {
    PROGRESS: { description: 'Every three months, of a campaign of more than six.' },
    FINAL: { description: 'All of it, within three months after the end.' },
  },
});

@ObjectType('DisclosureDue', { description: '信息公开: something to be told in public, and by when.' })
export class DisclosureDueModel {
  @Shown('PUBLIC', () => ID, 'Kind and number, e.g. PROGRESS-2.')
  id!: string;

  @Shown('PUBLIC', () => DisclosureKind, 'What it is.')
  kind!: keyof typeof DisclosureKind;

  @Shown('PUBLIC', () => CivilDateScalarType, 'The last day on which it is in time.')
  dueOn!: CivilDate;

  @Shown('PUBLIC', () => Boolean, 'Whether that day has passed.')
  passed!: boolean;
}

@ObjectType('BooksHead', { description: 'The state of the books at the end of a day, signed and published.' })
export class BooksHeadModel {
  @Shown('PUBLIC', () => CivilDateScalarType, 'The day.')
  date!: CivilDate;

  @Shown('PUBLIC', () => String, 'Number of the last batch it covers.')
  batches!: string;

  @Shown('PUBLIC', () => String, 'The chain of hashes up to it, in hexadecimal digits.')
  hash!: string;
}
