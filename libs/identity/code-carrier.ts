import { IdSource } from '#kernel';
import { Mails, type Settings } from '#platform';
import type { CodeLetter } from './code.letters.js';

/** How one kind of address is told a code. A kind that is not set up has no carrier, and is not offered. */
export abstract class CodeCarrier {
  /** @throws whatever kept the code from being handed over */
  abstract send(to: string, letter: CodeLetter, locale: string): Promise<void>;
}

/** By e-mail, at once: neither the code nor the address is kept anywhere on the way. */
export class MailCarrier extends CodeCarrier {
  constructor(
    private readonly mails: Mails,
    private readonly ids: IdSource,
  ) {
    super();
  }

  async send(to: string, letter: CodeLetter): Promise<void> {
    await this.mails.sendNow({ id: `mail_${this.ids.next('letter')}`, to, ...letter });
  }
}

const GATEWAY_PATIENCE_MS = 10_000;

/** By text message, through any gateway that takes `{"to", "text"}` over HTTPS with a bearer token. */
export class SmsCarrier extends CodeCarrier {
  constructor(private readonly gateway: NonNullable<Settings['sms']>) {
    super();
  }

  async send(to: string, { body }: CodeLetter, locale: string): Promise<void> {
    const { url, token } = this.gateway;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ to, text: `${locale === 'en' ? '[Yiqijuan] ' : '【一起捐】'}${body}` }),
      signal: AbortSignal.timeout(GATEWAY_PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`the gateway answered ${response.status}`);
  }
}
