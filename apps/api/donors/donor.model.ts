import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { DonorGifts } from '#donors';
import type { Fen } from '#kernel';
import { Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';
import { PledgeModel } from '../pledges/pledge.model.js';

export enum SignInMethodName {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
  WECHAT = 'WECHAT',
}

registerEnumType(SignInMethodName, {
  name: 'SignInMethod',
  description: 'How a donor signs in; only what is set up here is offered.',
  valuesMap: {
    EMAIL: { description: 'By a code sent to an e-mail address.' },
    SMS: { description: 'By a code sent to a mobile phone.' },
    WECHAT: { description: 'With WeChat.' },
  },
});

@ObjectType('DonorAccount', { description: 'What we know of a signed-in donor: a verified address, sealed.' })
export class DonorAccountModel {
  @Shown('PUBLIC', () => ID, 'Opaque id. Only its owner is ever shown an account.')
  id!: string;

  @Shown('PUBLIC', () => String, 'The verified e-mail address; null for an account without one. Its owner only.', {
    nullable: true,
  })
  email!: string | null;

  @Shown('PUBLIC', () => String, 'The verified phone number; null for an account without one. Its owner only.', {
    nullable: true,
  })
  phone!: string | null;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it was first signed in. Its owner only.')
  createdAt!: Date;
}

@ObjectType('DonorYear', { description: 'A year on China’s calendar in which a donor gave.' })
export class DonorYearModel {
  @Shown('PUBLIC', () => Int, 'The year. Its donor only.')
  year!: number;

  @Shown('PUBLIC', () => Int, 'Gifts that were paid in it. Its donor only.')
  gifts!: number;

  @Shown('PUBLIC', () => FenScalarType, 'What was given, less what went back. Its donor only.')
  amount!: Fen;

  @Shown('PUBLIC', () => String, 'Where its statement is, a path on this site; null for a guest.', { nullable: true })
  statementUrl!: string | null;
}

export const OwnGiftConnection = connectionOf(PledgeModel, 'OwnGift', 'PUBLIC');

@ObjectType('Donor', {
  description: 'Whoever asks, as a giver: signed in, by their account; else, as the guest of this browser.',
})
export class DonorModel {
  given!: DonorGifts;
}
