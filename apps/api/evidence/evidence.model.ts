import { GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import { OVERSEERS, Shown } from '../graphql/access.js';

@ObjectType('EvidenceFile', { description: '证据: a file behind a refund or a dispute.' })
export class EvidenceFileModel {
  addedBy!: string;

  @Shown(OVERSEERS, () => ID, 'Opaque id; its bytes are read at /evidence/:id, and each read is logged.')
  id!: string;

  @Shown(OVERSEERS, () => String, 'What its first bytes say it is.')
  contentType!: string;

  @Shown(OVERSEERS, () => Int, 'In bytes.')
  size!: number;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was added.')
  addedAt!: Date;
}
