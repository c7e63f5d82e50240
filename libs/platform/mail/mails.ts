import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Settings } from '../config/settings.js';
import { Database, type Tx } from '../database/database.js';
import { Outbox } from '../outbox/outbox.js';
import { FileStore } from '../storage/file-store.js';
import { Vault, type Sealed } from '../vault/vault.js';
import { MailRefused, MailTransport } from './mail-transport.js';

export interface MailDraft {
  /** Ours; the same id is the same letter. */
  id: string;
  subjectId: string;
  /** The address, sealed under the subject's field `email`. */
  recipient: Sealed;
  subject: string;
  body: string;
  attachmentKey: string | null;
  attachmentName: string | null;
  /** Where its reader ends what it came from, by one click. */
  unsubscribeUrl?: string;
}

/** Letters that wait for the mail server, one row each. */
@Injectable()
export class Mails {
  constructor(
    @Inject(Settings) private readonly settings: Pick<Settings, 'mail'>,
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(MailTransport) private readonly transport: MailTransport,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Queues a letter with the transaction; the same id again changes nothing. */
  async enqueue(tx: Tx, draft: MailDraft): Promise<void> {
    await tx.mailMessage.createMany({ data: [draft], skipDuplicates: true });
    await this.outbox.publish(tx, 'mail-send', [{ key: draft.id }]);
  }

  /**
   * Hands a letter over at once and keeps nothing of it, neither address nor words: for secrets that are good for
   * minutes. Whoever asked for it is waiting, and asks again when it does not come.
   * @throws MailRefused, and whatever the transport throws that may pass later
   */
  async sendNow(letter: { id: string; to: string; subject: string; body: string }): Promise<void> {
    const { id, to, subject, body } = letter;
    await this.transport.send({ id, from: this.settings.mail.from, to, subject, text: body, attachment: null });
  }

  /**
   * Keeps the letters whose ids begin so from being sent, as far as they are not out already. One that is at the mail
   * server right now goes out if the server takes it, and is not tried again.
   * @returns how many waited
   */
  async recall(tx: Tx, idPrefix: string, failure: string): Promise<number> {
    const id = { startsWith: idPrefix };
    const data = { state: 'REFUSED', failure } as const;
    const waited = await tx.mailMessage.updateMany({ where: { id, state: 'WAITING' }, data });
    await tx.mailMessage.updateMany({ where: { id, state: 'SENDING' }, data });
    return waited.count;
  }

  /**
   * Sends one letter. `SENDING` is committed first: a process that dies between the mail server's yes and ours must
   * not mail the donor twice, so an interrupted letter is left for a person, unless the transport recognises repeats.
   * @returns the state it is in afterwards
   * @throws whatever the transport throws that may pass later
   */
  async send(id: string): Promise<'SENT' | 'REFUSED'> {
    const letter = await this.begin(id);
    if (letter === 'SENT' || letter === 'REFUSED') return letter;
    try {
      const stored = letter.attachmentKey ? await this.files.get(letter.attachmentKey) : null;
      await this.transport.send({
        id,
        from: this.settings.mail.from,
        to: letter.to,
        subject: letter.subject,
        text: letter.body,
        unsubscribeUrl: letter.unsubscribeUrl,
        attachment: stored && letter.attachmentName ? { name: letter.attachmentName, ...stored } : null,
      });
    } catch (error) {
      if (error instanceof MailRefused) return this.refuse(id, error.message);
      // Unless it was recalled meanwhile.
      const where = { id, state: 'SENDING' } as const;
      await this.database.reader.mailMessage.updateMany({ where, data: { state: 'WAITING' } });
      throw error;
    }
    await this.database.reader.mailMessage.update({
      where: { id },
      data: { state: 'SENT', failure: null, sentAt: this.clock.now() },
    });
    return 'SENT';
  }

  private async begin(id: string) {
    return this.database.transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM mail_message WHERE id = ${id} FOR UPDATE`; // Against a recall at this moment.
      const mail = await tx.mailMessage.findUniqueOrThrow({ where: { id } });
      if (mail.state === 'SENT' || mail.state === 'REFUSED') return mail.state;
      if (mail.state === 'SENDING' && !this.transport.idempotent) return this.refuse(id, 'interrupted', tx);
      const why = { actor: 'worker:mail', reason: `deliver ${id}` };
      const to = await this.vault.open(tx, mail.subjectId, 'email', mail.recipient, why);
      if (to === null) return this.refuse(id, 'erased', tx);
      await tx.mailMessage.update({ where: { id }, data: { state: 'SENDING' } });
      return { ...mail, to };
    });
  }

  private async refuse(id: string, failure: string, tx?: Tx): Promise<'REFUSED'> {
    const client = tx ?? this.database.reader;
    await client.mailMessage.update({ where: { id }, data: { state: 'REFUSED', failure } });
    return 'REFUSED';
  }
}
