export { Authentication } from './authentication.js';
export type { DonorAccount } from './donor-accounts.repository.js';
export { DonorAccounts } from './donor-accounts.service.js';
export { DonorSignIn, type SignInMethod } from './donor-sign-in.service.js';
export { CodeNotSentError, SignInCodeError, TooManyCodesError } from './identity.errors.js';
export { IdentityModule } from './identity.module.js';
export { IdentityRepository } from './identity.repository.js';
export { isStaff, oversees, type Viewer } from './viewer.js';
export { accessTokenFor, holdsAccessToken, newVisitorToken, visitorHash } from './visitor.js';
