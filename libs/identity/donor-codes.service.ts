import { Inject, Injectable } from '@nestjs/common';
import { IdSource } from '#kernel';
import { Limits, Logger, Mails, Settings, Vault, type Limit } from '#platform';
import { CodeCarrier, MailCarrier, SmsCarrier } from './code-carrier.js';
import type { CodeLetter } from './code.letters.js';
import { donorContact, type DonorContact } from './donor-contact.js';
import { CodeNotSentError, TooManyCodesError } from './identity.errors.js';

/** To one address, whatever for: a person asks again once or twice; more is somebody filling a stranger's mail box. */
const CODES_TO_ADDRESS: Limit = { name: 'donor-code-to', points: 5, seconds: 3600 };
/** From one network address; a mobile network has many people behind one. */
const CODES_FROM_ADDRESS: Limit = { name: 'donor-code-from', points: 30, seconds: 600 };
/** Every code may be tried three times; this keeps one network address from trying many. */
const TRIES_FROM_ADDRESS: Limit = { name: 'donor-code-try', points: 60, seconds: 600 };

/** Where donors' codes go, how many may be asked for, and how often one may be tried. */
@Injectable()
export class DonorCodes {
  private readonly carriers: Partial<Record<DonorContact['channel'], CodeCarrier>>;

  constructor(
    @Inject(Settings) settings: Settings,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Limits) private readonly limits: Limits,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Mails) mails: Mails,
    @Inject(IdSource) ids: IdSource,
  ) {
    this.carriers = {
      EMAIL: new MailCarrier(mails, ids),
      ...(settings.sms ? { SMS: new SmsCarrier(settings.sms) } : {}),
    };
  }

  /** @throws FieldRejectedError email_malformed, contact_malformed */
  contactOf(typed: string): DonorContact {
    return donorContact(typed, this.carriers.SMS !== undefined);
  }

  /** What stands in the sign-in library's tables in place of an address. No mail can ever reach it (RFC 2606). */
  loginOf({ channel, value }: DonorContact): string {
    return `${this.vault.lookup(`login-${channel}`, value)}@donor.invalid`;
  }

  /** Counts a letter before it is written. @param address where the request came from @throws TooManyCodesError */
  async admit(contact: DonorContact, address: string): Promise<void> {
    await this.within(CODES_FROM_ADDRESS, address);
    await this.within(CODES_TO_ADDRESS, this.loginOf(contact));
  }

  /** Counts a try before it is made. @throws TooManyCodesError */
  async countTry(address: string): Promise<void> {
    await this.within(TRIES_FROM_ADDRESS, address);
  }

  /** @throws CodeNotSentError */
  async hand({ channel, value }: DonorContact, letter: CodeLetter, locale: string): Promise<void> {
    try {
      await this.carriers[channel]?.send(value, letter, locale);
    } catch (error) {
      this.logger.error({ err: error, channel }, 'a code could not be handed over');
      throw new CodeNotSentError(error);
    }
  }

  private async within(limit: Limit, of: string): Promise<void> {
    const seconds = await this.limits.consume(limit, of);
    if (seconds > 0) throw new TooManyCodesError(seconds);
  }
}
