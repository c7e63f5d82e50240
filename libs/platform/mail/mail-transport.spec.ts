import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { LocalMailbox, MailRefused, SmtpTransport, type Letter } from './mail-transport.js';

const letter: Letter = {
  id: 'mail_rcp_1',
  from: '一起捐 <no-reply@example.org>',
  to: 'donor@example.org',
  subject: '捐赠凭证 2026-000041：¥66.00',
  text: '谢谢您。',
  attachment: { name: '2026-000041.pdf', bytes: Buffer.from('%PDF-1.7 sample'), contentType: 'application/pdf' },
};

/** An answer with an SMTP code, as the server library takes it. */
function answer(responseCode: number): Error {
  return Object.assign(new Error('not now'), { responseCode });
}

describe('a mail server', () => {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _, done) => {
      if (address.startsWith('nobody@')) return done(answer(550));
      return done(address.startsWith('later@') ? answer(451) : undefined);
    },
    onData: (stream, _, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  let transport: SmtpTransport;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    transport = new SmtpTransport(`smtp://127.0.0.1:${port}`);
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it('takes a letter with its paper, under an id that shows a repeat for what it is', async () => {
    await transport.send(letter);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toContain('Message-ID: <mail_rcp_1@yiqijuan>');
    expect(taken[0]).toContain('filename=2026-000041.pdf');
  });

  it('takes a letter that can be ended by one click of the mail program', async () => {
    await transport.send({
      ...letter,
      id: 'mail_news',
      attachment: null,
      unsubscribeUrl: 'https://example.org/end?x=1',
    });
    expect(taken.at(-1)).toMatch(/List-Unsubscribe: <https:\/\/example.org\/end\?x=1>/);
    expect(taken.at(-1)).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  it('that says no for good is a refusal', async () => {
    await expect(transport.send({ ...letter, to: 'nobody@example.org' })).rejects.toThrow(MailRefused);
  });

  it.each(['later@example.org'])('that says "not now" to %s is asked again', async (to) => {
    await expect(transport.send({ ...letter, to })).rejects.not.toBeInstanceOf(MailRefused);
  });

  it('that is away is asked again', async () => {
    await expect(new SmtpTransport('smtp://127.0.0.1:1').send(letter)).rejects.not.toBeInstanceOf(MailRefused);
  });
});

describe('the local mail box', () => {
  it('keeps one file of a letter that is sent twice, and refuses what cannot exist', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mailbox-'));
    const mailbox = new LocalMailbox(folder);
    await mailbox.send(letter);
    await mailbox.send(letter);
    expect(readdirSync(folder)).toEqual(['mail_rcp_1.eml']);
    expect(readFileSync(path.join(folder, 'mail_rcp_1.eml'), 'utf8')).toContain('To: donor@example.org');
    await expect(mailbox.send({ ...letter, to: 'x@nowhere.invalid' })).rejects.toThrow(MailRefused);
    rmSync(folder, { recursive: true });
  });
});
