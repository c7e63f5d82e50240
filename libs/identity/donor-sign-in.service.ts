import { Inject, Injectable } from '@nestjs/common';
import { IdSource } from '#kernel';
import { Limits, Logger, Mails, Settings, Vault, type Limit } from '#platform';
import { Authentication } from './authentication.js';
import { CodeCarrier, MailCarrier, SmsCarrier } from './code-carrier.js';
import { DonorAccounts } from './donor-accounts.service.js';
import { donorContact, type DonorContact } from './donor-contact.js';
import { CodeNotSentError, SignInCodeError, TooManyCodesError } from './identity.errors.js';

/** To one address: a person asks again once or twice; more is somebody filling a stranger's mail box. */
const CODES_TO_ADDRESS: Limit = { name: 'donor-code-to', points: 5, seconds: 3600 };
/** From one network address; a mobile network has many people behind one. */
const CODES_FROM_ADDRESS: Limit = { name: 'donor-code-from', points: 30, seconds: 600 };
/** Every code may be tried three times; this keeps one network address from trying many. */
const TRIES_FROM_ADDRESS: Limit = { name: 'donor-code-try', points: 60, seconds: 600 };

/** How donors may sign in here. */
export type SignInMethod = 'EMAIL' | 'SMS' | 'WECHAT';

/**
 * Donors sign in by a code that is sent to them; there is nothing to remember and nothing to lose. What the sign-in
 * library knows them by is a keyed hash of their address: a copy of its tables names nobody. A first sign-in makes the
 * account, so that the answer never tells whether there was one.
 */
@Injectable()
export class DonorSignIn {
  private readonly carriers: Partial<Record<DonorContact['channel'], CodeCarrier>>;

  constructor(
    @Inject(Settings) private readonly settings: Settings,
    @Inject(Authentication) private readonly authentication: Authentication,
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
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

  /** What is set up here; only that is offered. */
  get methods(): SignInMethod[] {
    return [
      'EMAIL',
      ...(this.settings.sms ? ['SMS' as const] : []),
      ...(this.settings.wechat ? ['WECHAT' as const] : []),
    ];
  }

  /**
   * Sends a code of six digits that is good for ten minutes; a further one makes the former void.
   * @param address where the request came from
   * @throws FieldRejectedError, TooManyCodesError, CodeNotSentError
   */
  async sendCode(typed: string, locale: string, address: string): Promise<void> {
    const contact = this.contactOf(typed);
    await this.within(CODES_FROM_ADDRESS, address);
    const login = this.loginOf(contact);
    await this.within(CODES_TO_ADDRESS, login);
    const code = await this.authentication.createCode(login);
    try {
      await this.carriers[contact.channel]?.send(contact.value, code, locale);
    } catch (error) {
      this.logger.error({ err: error, channel: contact.channel }, 'a sign-in code could not be handed over');
      throw new CodeNotSentError(error);
    }
  }

  /**
   * Opens a session for whoever holds the code.
   * @returns the cookies of the session
   * @throws FieldRejectedError, TooManyCodesError, SignInCodeError
   */
  async signIn(typed: string, code: string, address: string, headers: Headers): Promise<string[]> {
    const contact = this.contactOf(typed);
    await this.within(TRIES_FROM_ADDRESS, address);
    const opened = await this.authentication.signInByCode(this.loginOf(contact), code.trim(), headers);
    if (!opened) throw new SignInCodeError();
    await this.accounts.open(opened.userId, contact);
    return opened.cookies;
  }

  private contactOf(typed: string): DonorContact {
    return donorContact(typed, this.carriers.SMS !== undefined);
  }

  /** What stands in the sign-in library's tables in place of an address. No mail can ever reach it (RFC 2606). */
  private loginOf({ channel, value }: DonorContact): string {
    return `${this.vault.lookup(`login-${channel}`, value)}@donor.invalid`;
  }

  private async within(limit: Limit, of: string): Promise<void> {
    const seconds = await this.limits.consume(limit, of);
    if (seconds > 0) throw new TooManyCodesError(seconds);
  }
}
