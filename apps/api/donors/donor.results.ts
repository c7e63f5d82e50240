import { Int, ObjectType } from '@nestjs/graphql';
import { Shown } from '../graphql/access.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';

@ObjectType('SignInCodeError', {
  implements: () => [UserErrorModel],
  description: 'The code is wrong, too old, or was tried too often.',
})
export class SignInCodeErrorModel extends UserErrorModel {}

@ObjectType('TooManyCodesError', {
  implements: () => [UserErrorModel],
  description: 'Too many codes were asked for.',
})
export class TooManyCodesErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => Int, 'When to try again, in seconds.')
  seconds!: number;
}

@ObjectType('CodeNotSentError', {
  implements: () => [UserErrorModel],
  description: 'The code could not be handed over just now.',
})
export class CodeNotSentErrorModel extends UserErrorModel {}

@ObjectType('AddressHasAccountError', {
  implements: () => [UserErrorModel],
  description: 'The new address has an account of its own; told only to whoever has proved that the address is theirs.',
})
export class AddressHasAccountErrorModel extends UserErrorModel {}

@ObjectType('MonthlyGiftsGoOnError', {
  implements: () => [UserErrorModel],
  description: 'Monthly gifts go on; it has to be said that they are to stop.',
})
export class MonthlyGiftsGoOnErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => Int, 'How many.')
  count!: number;
}

@ObjectType('SignInCodeSent', { description: 'A code is on its way, whether or not there was an account before.' })
export class SignInCodeSentModel {
  @Shown('PUBLIC', () => Int, 'How long it is good for, in seconds.')
  seconds!: number;
}

@ObjectType('DonorSignedIn', { description: 'A session is open; its cookie came with the answer.' })
export class DonorSignedInModel {
  @Shown('PUBLIC', () => Boolean, 'Always true.')
  signedIn!: boolean;
}

@ObjectType('AddressCodeSent', {
  description: 'A letter is on its way to the new address: a code, or, where it has an account already, that it has.',
})
export class AddressCodeSentModel {
  @Shown('PUBLIC', () => Int, 'How long a code is good for, in seconds.')
  seconds!: number;
}

@ObjectType('DonorAddressChanged', {
  description: 'The account belongs to the new address; other sessions have ended.',
})
export class DonorAddressChangedModel {
  @Shown('PUBLIC', () => String, 'The new address. Its owner only.')
  email!: string;
}

@ObjectType('DonorAccountDeleted', { description: 'The account is gone, and what was personal of its gifts with it.' })
export class DonorAccountDeletedModel {
  @Shown('PUBLIC', () => Boolean, 'Always true.')
  deleted!: boolean;
}

export const SendSignInCodeResult = resultUnion(
  'SendSignInCodeResult',
  'SignInCodeSent',
  'A code is on its way, or why not.',
  [SignInCodeSentModel, FieldRejectedErrorModel, TooManyCodesErrorModel, CodeNotSentErrorModel],
);

export const SignInByCodeResult = resultUnion('SignInByCodeResult', 'DonorSignedIn', 'A session, or why not.', [
  DonorSignedInModel,
  FieldRejectedErrorModel,
  TooManyCodesErrorModel,
  SignInCodeErrorModel,
]);

export const DeleteDonorAccountResult = resultUnion(
  'DeleteDonorAccountResult',
  'DonorAccountDeleted',
  'The account is gone, or why not.',
  [DonorAccountDeletedModel, MonthlyGiftsGoOnErrorModel],
);

export const SendAddressCodeResult = resultUnion(
  'SendAddressCodeResult',
  'AddressCodeSent',
  'A letter is on its way, or why not.',
  [AddressCodeSentModel, FieldRejectedErrorModel, TooManyCodesErrorModel, CodeNotSentErrorModel],
);

export const ChangeDonorAddressResult = resultUnion(
  'ChangeDonorAddressResult',
  'DonorAddressChanged',
  'The account has moved, or why not.',
  [
    DonorAddressChangedModel,
    FieldRejectedErrorModel,
    TooManyCodesErrorModel,
    SignInCodeErrorModel,
    AddressHasAccountErrorModel,
  ],
);
