import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '#identity';
import { Clock, IdSource, RequestError } from '#kernel';
import { Database, FileStore, Vault, type Tx } from '#platform';
import { evidenceName, type EvidenceBytes } from './evidence-kinds.js';
import { TooMuchEvidenceError } from './evidence.errors.js';
import { EvidenceRepository, type EvidenceFile } from './evidence.repository.js';

const FIELD = 'evidence';

/** A file of evidence with its bytes. */
export interface OpenedEvidence extends EvidenceBytes {
  /** Such as `evd_….pdf`. */
  name: string;
}

/**
 * Files behind refunds and disputes. They show people's names and accounts, so each is sealed under a key of its own
 * before it is stored, and each read is logged. Whether a document still takes files is its own library's to say: the
 * caller holds the document's lock.
 */
@Injectable()
export class EvidenceService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EvidenceRepository) private readonly evidence: EvidenceRepository,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * Adds a file to a locked document; the same bytes again are the same file.
   * @param most how many files the document carries
   * @throws TooMuchEvidenceError
   */
  async add(tx: Tx, staff: Viewer, documentId: string, file: EvidenceBytes, most: number): Promise<EvidenceFile> {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const there = await this.evidence.ofDocumentIn(tx, documentId);
    const same = there.find((each) => each.sha256 === sha256);
    if (same) return same;
    if (there.length >= most) throw new TooMuchEvidenceError(most);
    const id = this.ids.next('evidence');
    const subjectId = await this.vault.createSubject(tx);
    const storageKey = `evidence/${id}`;
    // Stored before the row is committed: a file without a row is sealed rubbish, a row without a file would be a lie.
    const sealed = await this.vault.seal(tx, subjectId, FIELD, file.bytes);
    await this.files.put(storageKey, sealed, 'application/octet-stream');
    const row: EvidenceFile = {
      id,
      documentId,
      contentType: file.contentType,
      size: file.bytes.length,
      sha256,
      subjectId,
      storageKey,
      addedBy: staff.id,
      addedAt: this.clock.now(),
      removedBy: null,
      removedAt: null,
    };
    await this.evidence.insert(tx, row);
    return row;
  }

  /** Makes a file unreadable for good; that it was there stays known. */
  async remove(tx: Tx, staff: Viewer, { id, subjectId }: EvidenceFile): Promise<void> {
    await this.evidence.remove(tx, id, staff.id, this.clock.now());
    await this.vault.erase(tx, [subjectId]);
  }

  /** Everything behind a document, each logged as a read by `actor`. */
  async openAll(documentId: string, actor: string): Promise<OpenedEvidence[]> {
    const files = await this.evidence.ofDocument(documentId);
    return Promise.all(files.map(({ id }) => this.open(id, actor)));
  }

  /** The bytes, logged as a read by `actor`. @throws RequestError NOT_FOUND */
  async open(id: string, actor: string): Promise<OpenedEvidence> {
    const file = await this.evidence.find(id);
    const stored = file && (await this.files.get(file.storageKey));
    if (!file || !stored) throw new RequestError('NOT_FOUND', 'evidence_not_found');
    const { subjectId, contentType, documentId } = file;
    const why = { actor, reason: `evidence of ${documentId}` };
    const bytes = await this.database.transaction((tx) =>
      this.vault.openBytes(tx, subjectId, FIELD, stored.bytes, why),
    );
    if (!bytes) throw new RequestError('NOT_FOUND', 'evidence_not_found');
    return { bytes, contentType, name: evidenceName(id, contentType) };
  }
}
