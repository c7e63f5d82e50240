export { OrganizationsModule } from './organizations.module.js';
export { OrganizationsRepository, type City, type Federation } from './organizations.repository.js';
