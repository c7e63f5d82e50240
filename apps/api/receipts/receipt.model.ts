import { GraphQLISODateTime, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { ReceiptKind } from '#platform';
import { Shown } from '../graphql/access.js';
import { FenScalarType } from '../graphql/scalars.js';

/** How the mail of a receipt fared. */
export enum MailProgress {
  NONE = 'NONE',
  WAITING = 'WAITING',
  SENT = 'SENT',
  REFUSED = 'REFUSED',
}

registerEnumType(MailProgress, {
  name: 'MailState',
  description: 'How the mail of a receipt fared.',
  valuesMap: {
    NONE: { description: 'No address was given.' },
    WAITING: { description: 'On its way.' },
    SENT: { description: 'Taken by the mail server.' },
    REFUSED: { description: 'Refused for good; the receipt can be downloaded.' },
  },
});

registerEnumType(ReceiptKind, {
  name: 'ReceiptKind',
  description: 'What a paper does.',
  valuesMap: {
    ISSUE: { description: 'Says that money was given.' },
    REVERSAL: { description: '冲红: takes an earlier paper back, because money has gone back.' },
  },
});

@ObjectType('Receipt', { description: '捐赠凭证（非财政票据）' })
export class ReceiptModel {
  pledgeId!: string;

  @Shown('GIVER', () => String, 'Number without gaps within its year, e.g. 2026-000041.')
  number!: string;

  @Shown('GIVER', () => ReceiptKind, 'What it does.')
  kind!: ReceiptKind;

  @Shown('GIVER', () => FenScalarType, 'Its amount; negative on a reversal.')
  amount!: Fen;

  @Shown('GIVER', () => Boolean, 'Whether it holds: it was not taken back, and takes nothing back.')
  standing!: boolean;

  @Shown('GIVER', () => String, 'Number of the paper it takes back; null on an ordinary one.', { nullable: true })
  reverses!: string | null;

  @Shown('GIVER', () => GraphQLISODateTime, 'When it was issued.')
  issuedAt!: Date;

  @Shown('GIVER', () => String, 'Where to download it; null while it is being drawn.', { nullable: true })
  downloadUrl!: string | null;

  @Shown(
    'GIVER',
    () => String,
    'Where to download it as a file for the verifier of the books; null where there is none.',
    {
      nullable: true,
    },
  )
  checkFileUrl!: string | null;

  @Shown('GIVER', () => MailProgress, 'How its mail fared.')
  mail!: MailProgress;
}
