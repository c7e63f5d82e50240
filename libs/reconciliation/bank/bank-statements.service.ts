import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '#identity';
import { Clock, IdSource, type CivilDate, type Fen } from '#kernel';
import { Database, isUniqueViolation, type StatementFormat } from '#platform';
import { BankRepository, type BankStatement } from './bank.repository.js';
import { looksLikeXml, readCamtStatement } from './camt-statement.js';
import { readCsvStatement } from './csv-statement.js';
import { Faults, fingerprintsOf, MAX_FILE_BYTES, type ReadLine, type ReadStatement } from './statement.types.js';

/** What a file would bring, before it is kept. */
export interface StatementPreview {
  digest: string;
  format: StatementFormat;
  account: string;
  from: CivilDate;
  to: CivilDate;
  opening: Fen | null;
  closing: Fen | null;
  lines: (ReadLine & { known: boolean })[];
  /** The statement this very file made, if it was imported before. */
  imported: BankStatement | null;
}

/** 导入银行流水: a file is read whole or not at all, shown, and kept once. */
@Injectable()
export class BankStatements {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BankRepository) private readonly bank: BankRepository,
    @Inject(IdSource) private readonly ids: IdSource,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** What the file says and what of it is new; keeps nothing. @throws StatementRejectedError */
  async preview(file: Buffer): Promise<StatementPreview> {
    const statement = read(file);
    const fingerprints = fingerprintsOf(statement.account, statement.lines);
    const known = await this.bank.knownFingerprints(fingerprints);
    const digest = digestOf(file);
    return {
      ...spanOf(statement),
      digest,
      lines: statement.lines.map((line, k) => ({ ...line, known: known.has(fingerprints[k] ?? '') })),
      imported: await this.bank.findByDigest(digest),
    };
  }

  /**
   * Keeps the file's lines that are new. The same file again changes nothing and answers as before.
   * @throws StatementRejectedError
   */
  async import(person: Viewer, file: Buffer, fileName: string): Promise<BankStatement> {
    const digest = digestOf(file);
    const before = await this.bank.findByDigest(digest);
    if (before) return before;
    const statement = read(file);
    const fingerprints = fingerprintsOf(statement.account, statement.lines);
    const id = this.ids.next('bankStatement');
    const kept = {
      ...spanOf(statement),
      id,
      digest,
      fileName: fileName.slice(0, 200),
      lines: statement.lines.length,
      importedBy: person.id,
      importedAt: this.clock.now(),
    };
    const lines = statement.lines.map((line, k) => ({ ...line, fingerprint: fingerprints[k] ?? '' }));
    try {
      await this.database.transaction((tx) => this.bank.insert(tx, kept, lines));
    } catch (error) {
      // Somebody imported this file, or one with lines of it, at the same moment: what is here now counts.
      if (!isUniqueViolation(error)) throw error;
      return this.import(person, file, fileName);
    }
    return (await this.bank.find(id)) ?? { ...kept, known: 0 };
  }
}

function read(file: Buffer): ReadStatement {
  const faults = new Faults();
  if (file.length === 0) faults.add(0, 'bank_file_empty');
  if (file.length > MAX_FILE_BYTES) faults.add(0, 'bank_file_too_large', { max: MAX_FILE_BYTES / 1024 / 1024 });
  faults.refuse();
  return looksLikeXml(file) ? readCamtStatement(file) : readCsvStatement(file);
}

const digestOf = (file: Buffer): string => createHash('sha256').update(file).digest('hex');

function spanOf({ format, account, opening, closing, lines }: ReadStatement) {
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  const both = opening !== null && closing !== null;
  return {
    format,
    account,
    opening: both ? opening : null,
    closing: both ? closing : null,
    from: days.at(0) ?? '',
    to: days.at(-1) ?? '',
  };
}
