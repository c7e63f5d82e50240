import { FieldRejectedError } from '#kernel';

/** What the provider takes with a dispute; nothing else is needed for a refund either. */
const KINDS: readonly { contentType: string; extension: string; magic: Buffer }[] = [
  { contentType: 'application/pdf', extension: 'pdf', magic: Buffer.from('%PDF-') },
  { contentType: 'image/png', extension: 'png', magic: Buffer.from('89504e470d0a1a0a', 'hex') },
  { contentType: 'image/jpeg', extension: 'jpg', magic: Buffer.from('ffd8ff', 'hex') },
];

/** The provider takes files of together 4.5 MB for a dispute (docs.stripe.com/disputes/responding). */
export const MAX_EVIDENCE_BYTES = 4 * 1024 * 1024;

/** A file as it was brought. */
export interface EvidenceBytes {
  bytes: Buffer;
  contentType: string;
}

/**
 * A file is what its first bytes say, not what its sender says.
 * @throws FieldRejectedError when it is none of PDF, PNG, JPEG, empty, or larger than 4 MiB
 */
export function checkedEvidence(body: unknown): EvidenceBytes {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new FieldRejectedError('file', 'evidence_empty');
  if (body.length > MAX_EVIDENCE_BYTES) {
    throw new FieldRejectedError('file', 'evidence_too_large', { max: MAX_EVIDENCE_BYTES / 1024 / 1024 });
  }
  const kind = KINDS.find(({ magic }) => body.subarray(0, magic.length).equals(magic));
  if (!kind) throw new FieldRejectedError('file', 'evidence_unsupported');
  return { bytes: body, contentType: kind.contentType };
}

/** What such a file is called, since the name it came with is not kept. */
export function evidenceName(id: string, contentType: string): string {
  return `${id}.${KINDS.find((kind) => kind.contentType === contentType)?.extension ?? 'bin'}`;
}
