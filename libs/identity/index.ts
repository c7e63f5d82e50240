export { Authentication } from './authentication.js';
export { IdentityModule } from './identity.module.js';
export { IdentityRepository } from './identity.repository.js';
export { isStaff, oversees, type Viewer } from './viewer.js';
export { accessTokenFor, holdsAccessToken, newVisitorToken, visitorHash } from './visitor.js';
