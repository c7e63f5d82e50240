import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { IdSource, invariant } from '#kernel';
import { Settings } from '../config/settings.js';
import { Database, type Tx } from '../database/database.js';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export type Sealed = Uint8Array<ArrayBuffer>;

/** Who reads personal data, and why; it becomes the log row of the read. */
export interface AccessReason {
  actor: string;
  reason: string;
}

/** By what a person's data is found again without being opened. */
export interface SubjectLinks {
  /** An e-mail address of theirs; only its keyed hash is kept. */
  email?: string | null;
  /** The account in which they gave it. */
  accountId?: string | null;
}

/**
 * Personal data at rest: AES-256-GCM under a data key of the person's own, which is wrapped by the master key. The
 * person and the field are bound as associated data, so a sealed value cannot be moved to another row. Destroying the
 * person's key erases every sealed value at once; the books, which hold opaque ids only, still verify.
 */
@Injectable()
export class Vault {
  constructor(
    @Inject(Settings) private readonly settings: Pick<Settings, 'dataKey'>,
    @Inject(IdSource) private readonly ids: IdSource,
    @Inject(Database) private readonly database: Database,
  ) {}

  /** Registers a person and returns the id their data is sealed under; `links` is how they find it again. */
  async createSubject(tx: Tx, { email, accountId }: SubjectLinks = {}): Promise<string> {
    const id = this.ids.next('subject');
    const wrappedKey = encrypt(this.settings.dataKey, randomBytes(32), id);
    const emailLookup = email ? this.emailLookup(email) : null;
    await tx.personalSubject.create({ data: { id, wrappedKey, emailLookup, accountId: accountId ?? null } });
    return id;
  }

  /** The keyed hash an address is found by: 64 hexadecimal digits. Without the master key nobody can test a guess. */
  emailLookup(email: string): string {
    return this.lookup('email', email.trim().toLowerCase());
  }

  /** The keyed hash of something a person is found by; different kinds never meet. */
  lookup(kind: string, text: string): string {
    const key = Buffer.from(hkdfSync('sha256', this.settings.dataKey, '', 'yiqijuan lookup', 32));
    return createHmac('sha256', key).update(`${kind}:${text}`).digest('hex');
  }

  /** The persons under which data of this account, or of this address, is sealed. */
  async subjectsOf({ accountId, emailLookup }: { accountId: string; emailLookup: string | null }): Promise<string[]> {
    const links = [{ accountId }, ...(emailLookup === null ? [] : [{ emailLookup }])];
    const found = await this.database.reader.personalSubject.findMany({ where: { OR: links }, select: { id: true } });
    return found.map(({ id }) => id);
  }

  /**
   * Gives an account the persons who were found by an address: from now on they are found by the account and by its new
   * address. Whoever gave in another account stays in that one, and is found by the old address no more.
   * @returns their ids
   */
  async adopt(tx: Tx, emailLookup: string, to: { accountId: string; email: string }): Promise<string[]> {
    const { accountId } = to;
    const data = { accountId, emailLookup: this.emailLookup(to.email) };
    const where = { emailLookup, OR: [{ accountId: null }, { accountId }] };
    const adopted = await tx.personalSubject.updateManyAndReturn({ where, data, select: { id: true } });
    await tx.personalSubject.updateMany({ where: { emailLookup }, data: { emailLookup: null } });
    return adopted.map(({ id }) => id);
  }

  /** Destroys the keys of these persons: whatever was sealed under them is closed for ever. */
  async erase(tx: Tx, subjectIds: readonly string[]): Promise<void> {
    await tx.personalSubject.deleteMany({ where: { id: { in: [...subjectIds] } } });
  }

  /** Seals a text or the bytes of a file for one field of one person. */
  async seal(tx: Tx, subjectId: string, field: string, value: string | Uint8Array): Promise<Sealed> {
    const key = await this.keyOf(tx, subjectId);
    return encrypt(key, Buffer.from(value), `${subjectId}/${field}`);
  }

  /** Opens a sealed text and logs the read in the same transaction; null once the person has been erased. */
  async open(tx: Tx, subjectId: string, field: string, sealed: Sealed, why: AccessReason): Promise<string | null> {
    return (await this.openBytes(tx, subjectId, field, sealed, why))?.toString('utf8') ?? null;
  }

  /** The same for a file. */
  async openBytes(
    tx: Tx,
    subjectId: string,
    field: string,
    sealed: Uint8Array,
    why: AccessReason,
  ): Promise<Buffer | null> {
    await tx.personalDataAccess.create({ data: { subjectId, actor: why.actor, reason: why.reason } });
    const subject = await tx.personalSubject.findUnique({ where: { id: subjectId } });
    if (!subject) return null;
    const key = decrypt(this.settings.dataKey, subject.wrappedKey, subjectId);
    return decrypt(key, sealed, `${subjectId}/${field}`);
  }

  private async keyOf(tx: Tx, subjectId: string): Promise<Buffer> {
    const subject = await tx.personalSubject.findUnique({ where: { id: subjectId } });
    invariant(subject, 'data is sealed only for a registered person');
    return decrypt(this.settings.dataKey, subject.wrappedKey, subjectId);
  }
}

function encrypt(key: Uint8Array, plain: Uint8Array, bound: string): Sealed {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(bound));
  return Uint8Array.from(Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

function decrypt(key: Uint8Array, sealed: Uint8Array, bound: string): Buffer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES)).setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, sealed.length - TAG_BYTES)), decipher.final()]);
}
