export {
  previewFromJson,
  wishFromJson,
  type CityChange,
  type ReallocationPreview,
  type ReallocationWish,
} from './reallocation.types.js';
export { ReallocationPosting } from './reallocation-posting.service.js';
export { reallocationChecks } from './reallocations.checks.js';
export { PostingStoppedError, PreviewOutdatedError, ReallocationStateError } from './reallocations.errors.js';
export { ReallocationsModule } from './reallocations.module.js';
export { ReallocationsRepository, type Progress, type Reallocation } from './reallocations.repository.js';
export { ReallocationsService, type Proposal } from './reallocations.service.js';
