export { OrganizationsModule } from './organizations.module.js';
export {
  OrganizationsRepository,
  type City,
  type Federation,
  type NewOrgUnit,
  type NewRegion,
} from './organizations.repository.js';
