import { graphql, type ResultOf } from '../../lib/graphql.js';

/** A file behind a refund or a dispute, as its page lists it. */
export const EvidenceFileParts = graphql(`
  fragment EvidenceFileParts on EvidenceFile @_unmask {
    id
    contentType
    size
    addedBy
    addedAt
    isOwn
  }
`);
export type EvidenceFile = ResultOf<typeof EvidenceFileParts>;
