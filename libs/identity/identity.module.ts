import { Module } from '@nestjs/common';
import { Authentication } from './authentication.js';
import { DonorAccountsRepository } from './donor-accounts.repository.js';
import { DonorAccounts } from './donor-accounts.service.js';
import { DonorAddress } from './donor-address.service.js';
import { DonorCodes } from './donor-codes.service.js';
import { DonorSignIn } from './donor-sign-in.service.js';
import { IdentityRepository } from './identity.repository.js';

@Module({
  providers: [
    Authentication,
    IdentityRepository,
    DonorAccountsRepository,
    DonorAccounts,
    DonorCodes,
    DonorSignIn,
    DonorAddress,
  ],
  exports: [Authentication, IdentityRepository, DonorAccounts, DonorSignIn, DonorAddress],
})
export class IdentityModule {}
