export { evidenceChecks } from './evidence.checks.js';
export { TooMuchEvidenceError, EvidenceSettledError } from './evidence.errors.js';
export { EvidenceModule } from './evidence.module.js';
export { EvidenceRepository, type EvidenceFile } from './evidence.repository.js';
export { EvidenceService, type OpenedEvidence } from './evidence.service.js';
export { checkedEvidence, MAX_EVIDENCE_BYTES, type EvidenceBytes } from './evidence-kinds.js';
