import { Inject, Injectable } from '@nestjs/common';
import { Settings } from '#platform';
import { Authentication } from './authentication.js';
import { signInLetter } from './code.letters.js';
import { DonorAccounts } from './donor-accounts.service.js';
import { DonorCodes } from './donor-codes.service.js';
import { SignInCodeError } from './identity.errors.js';

/** How donors may sign in here. */
export type SignInMethod = 'EMAIL' | 'SMS' | 'WECHAT';

/**
 * Donors sign in by a code that is sent to them; there is nothing to remember and nothing to lose. What the sign-in
 * library knows them by is a keyed hash of their address: a copy of its tables names nobody. A first sign-in makes the
 * account, so that the answer never tells whether there was one.
 */
@Injectable()
export class DonorSignIn {
  constructor(
    @Inject(Settings) private readonly settings: Pick<Settings, 'sms' | 'wechat'>,
    @Inject(Authentication) private readonly authentication: Authentication,
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
    @Inject(DonorCodes) private readonly codes: DonorCodes,
  ) {}

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
    const contact = this.codes.contactOf(typed);
    await this.codes.admit(contact, address);
    const code = await this.authentication.createCode(this.codes.loginOf(contact));
    await this.codes.hand(contact, signInLetter(code, locale), locale);
  }

  /**
   * Opens a session for whoever holds the code.
   * @returns the cookies of the session
   * @throws FieldRejectedError, TooManyCodesError, SignInCodeError
   */
  async signIn(typed: string, code: string, address: string, headers: Headers): Promise<string[]> {
    const contact = this.codes.contactOf(typed);
    await this.codes.countTry(address);
    const opened = await this.authentication.signInByCode(this.codes.loginOf(contact), code.trim(), headers);
    if (!opened) throw new SignInCodeError();
    await this.accounts.open(opened.userId, contact);
    return opened.cookies;
  }
}
