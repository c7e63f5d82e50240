import { Inject, Injectable } from '@nestjs/common';
import { Database, type Prisma, type Tx } from '#platform';

/** A file of evidence, without its bytes. */
export type EvidenceFile = Prisma.EvidenceFileGetPayload<object>;

@Injectable()
export class EvidenceRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Null for one that was removed. */
  async find(id: string): Promise<EvidenceFile | null> {
    return this.database.reader.evidenceFile.findUnique({ where: { id, removedAt: null } });
  }

  /** What lies behind a document now, in the order it was added. */
  async ofDocument(documentId: string): Promise<EvidenceFile[]> {
    return this.database.reader.evidenceFile.findMany({
      where: { documentId, removedAt: null },
      orderBy: { id: 'asc' },
    });
  }

  /** The same under the document's lock. */
  async ofDocumentIn(tx: Tx, documentId: string): Promise<EvidenceFile[]> {
    return tx.evidenceFile.findMany({ where: { documentId, removedAt: null }, orderBy: { id: 'asc' } });
  }

  async insert(tx: Tx, file: EvidenceFile): Promise<void> {
    await tx.evidenceFile.create({ data: file });
  }

  async remove(tx: Tx, id: string, removedBy: string, removedAt: Date): Promise<void> {
    await tx.evidenceFile.update({ where: { id }, data: { removedBy, removedAt } });
  }
}
