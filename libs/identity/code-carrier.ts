import { IdSource } from '#kernel';
import { Mails, type Settings } from '#platform';

/** How one kind of address is told a code. A kind that is not set up has no carrier, and is not offered. */
export abstract class CodeCarrier {
  /** @throws whatever kept the code from being handed over */
  abstract send(to: string, code: string, locale: string): Promise<void>;
}

const LETTERS = {
  'zh-CN': {
    subject: (code: string) => `${code} 是您的登录验证码`,
    body: (code: string) =>
      `您的登录验证码是 ${code}，10 分钟内有效，只能用一次。\n\n如果不是您本人在登录，请不必理会这封信，也不要把验证码告诉任何人。`,
  },
  en: {
    subject: (code: string) => `${code} is your sign-in code`,
    body: (code: string) =>
      `Your sign-in code is ${code}. It is good for 10 minutes and for one time.\n\nIf it was not you who asked for it, do nothing, and tell the code to nobody.`,
  },
} as const;

function words(locale: string) {
  return locale === 'en' ? LETTERS.en : LETTERS['zh-CN'];
}

/** By e-mail, at once: neither the code nor the address is kept anywhere on the way. */
export class MailCarrier extends CodeCarrier {
  constructor(
    private readonly mails: Mails,
    private readonly ids: IdSource,
  ) {
    super();
  }

  async send(to: string, code: string, locale: string): Promise<void> {
    const { subject, body } = words(locale);
    await this.mails.sendNow({ id: `mail_${this.ids.next('letter')}`, to, subject: subject(code), body: body(code) });
  }
}

const GATEWAY_PATIENCE_MS = 10_000;

/** By text message, through any gateway that takes `{"to", "text"}` over HTTPS with a bearer token. */
export class SmsCarrier extends CodeCarrier {
  constructor(private readonly gateway: NonNullable<Settings['sms']>) {
    super();
  }

  async send(to: string, code: string, locale: string): Promise<void> {
    const { url, token } = this.gateway;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        to,
        text: `${locale === 'en' ? '[Yiqijuan] ' : '【一起捐】'}${words(locale).body(code)}`,
      }),
      signal: AbortSignal.timeout(GATEWAY_PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`the gateway answered ${response.status}`);
  }
}
