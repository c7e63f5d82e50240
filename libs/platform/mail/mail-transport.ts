import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import nodemailer, { type SendMailOptions } from 'nodemailer';

export interface Letter {
  /** Becomes the Message-ID, so that a letter sent twice is recognised as one. */
  id: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  /** Where its reader ends what it came from, by one click of the mail program (RFC 8058). */
  unsubscribeUrl?: string | null;
  attachment: { name: string; bytes: Buffer; contentType: string } | null;
}

/** The mail server said no for good; trying again would not help. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** Hands letters over for delivery. */
export abstract class MailTransport {
  /** Whether sending the same letter again leaves one letter. */
  abstract readonly idempotent: boolean;
  /** @throws MailRefused when the address or letter is refused for good; anything else may pass later */
  abstract send(letter: Letter): Promise<void>;
}

function composed(letter: Letter): SendMailOptions {
  return {
    messageId: `<${letter.id}@yiqijuan>`,
    from: letter.from,
    to: letter.to,
    subject: letter.subject,
    text: letter.text,
    ...(letter.unsubscribeUrl
      ? {
          headers: {
            'List-Unsubscribe': `<${letter.unsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        }
      : {}),
    attachments: letter.attachment
      ? [
          {
            filename: letter.attachment.name,
            content: letter.attachment.bytes,
            contentType: letter.attachment.contentType,
          },
        ]
      : [],
  };
}

/** A real mail server. */
export class SmtpTransport extends MailTransport {
  readonly idempotent = false;
  private readonly transporter;

  constructor(url: string) {
    super();
    this.transporter = nodemailer.createTransport(url);
  }

  async send(letter: Letter): Promise<void> {
    try {
      await this.transporter.sendMail(composed(letter));
    } catch (error) {
      const { responseCode } = error as { responseCode?: number };
      if (responseCode !== undefined && responseCode >= 500)
        throw new MailRefused(`the server answered ${responseCode}`);
      throw error;
    }
  }
}

/** The mail box of the default set-up: one .eml file a letter, shown by the api at /dev/mail. */
export class LocalMailbox extends MailTransport {
  readonly idempotent = true;
  private readonly transporter = nodemailer.createTransport({ streamTransport: true, buffer: true });

  constructor(private readonly folder: string) {
    super();
  }

  async send(letter: Letter): Promise<void> {
    // Addresses under .invalid can never exist (RFC 2606): a way to see a refusal without a mail server.
    if (letter.to.endsWith('.invalid')) throw new MailRefused('the address does not exist');
    const { message } = await this.transporter.sendMail(composed(letter));
    await mkdir(this.folder, { recursive: true });
    const file = path.join(this.folder, `${letter.id}.eml`);
    await writeFile(`${file}.part`, message as Buffer);
    await rename(`${file}.part`, file);
  }
}
