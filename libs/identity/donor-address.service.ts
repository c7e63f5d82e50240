import { Inject, Injectable } from '@nestjs/common';
import { chinaTime, Clock, FieldRejectedError, IdSource, RequestError } from '#kernel';
import { Mails, Vault, type Tx } from '#platform';
import { Authentication } from './authentication.js';
import { addressLeftLetter, hasAccountLetter, newAddressLetter } from './code.letters.js';
import type { DonorAccount } from './donor-accounts.repository.js';
import { DonorAccounts } from './donor-accounts.service.js';
import { DonorCodes } from './donor-codes.service.js';
import { donorContact, type DonorContact } from './donor-contact.js';
import { AddressHasAccountError, SignInCodeError } from './identity.errors.js';

/** Where an account goes: an address that was proved to be its owner's. */
export interface ProvedAddress {
  email: string;
  login: string;
}

/** An account changes its e-mail address: a code proves the new one, and the old one is told. */
@Injectable()
export class DonorAddress {
  constructor(
    @Inject(Authentication) private readonly authentication: Authentication,
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
    @Inject(DonorCodes) private readonly codes: DonorCodes,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * Writes to the new address. One that has an account is told so in place of a code; whoever asked is answered alike,
   * and learns from us of no account that is not theirs.
   * @param address where the request came from
   * @throws FieldRejectedError email_malformed, email_unchanged; TooManyCodesError; CodeNotSentError; RequestError
   */
  async sendCode(account: DonorAccount, typed: string, locale: string, address: string): Promise<void> {
    const contact = this.newContact(account, typed);
    await this.codes.admit(contact, address);
    const code = await this.authentication.createProof(this.proofOf(account, contact));
    const hasAccount = await this.accounts.isKnown(this.codes.loginOf(contact));
    const letter = hasAccount ? hasAccountLetter(locale) : newAddressLetter(code, locale);
    await this.codes.hand(contact, letter, locale);
  }

  /**
   * Takes the code that was sent to the new address for this account; it is good for no other account.
   * @throws FieldRejectedError, TooManyCodesError, SignInCodeError, RequestError
   */
  async prove(account: DonorAccount, typed: string, code: string, address: string): Promise<ProvedAddress> {
    const contact = this.newContact(account, typed);
    await this.codes.countTry(address);
    if (!(await this.authentication.takeProof(this.proofOf(account, contact), code.trim()))) {
      throw new SignInCodeError();
    }
    return { email: contact.value, login: this.codes.loginOf(contact) };
  }

  /**
   * Moves the account, with everything that was found by its old address, ends its other sessions and writes to the
   * old address, all in one transaction.
   * @param session the token of the session that stays
   * @returns the persons who were found by the old address
   * @throws AddressHasAccountError
   */
  async move(
    tx: Tx,
    account: DonorAccount,
    { email, login }: ProvedAddress,
    { session, locale }: { session: string; locale: string },
  ): Promise<string[]> {
    const left = await this.accounts.lock(tx, account.userId);
    // Moved in another window meanwhile, or deleted: what was shown is no longer true.
    if (!left?.email || left.emailLookup !== account.emailLookup) throw changed();
    if (await this.accounts.isKnown(login, tx)) throw new AddressHasAccountError();
    const subjectIds = await this.accounts.readdress(tx, left, { email, login });
    await this.accounts.endOtherSessions(tx, left.userId, session);
    await this.mails.enqueue(tx, {
      id: `mail_${this.ids.next('letter')}`,
      subjectId: left.subjectId,
      // As it was sealed before: the letter goes where the account was.
      recipient: left.email,
      ...addressLeftLetter(chinaTime(this.clock.now()), locale),
      attachmentKey: null,
      attachmentName: null,
    });
    return subjectIds;
  }

  private newContact(account: DonorAccount, typed: string): DonorContact {
    if (account.emailLookup === null) throw new RequestError('CONFLICT', 'account_without_email');
    const contact = donorContact(typed, false);
    if (this.vault.emailLookup(contact.value) === account.emailLookup) {
      throw new FieldRejectedError('email', 'email_unchanged');
    }
    return contact;
  }

  /** Under what the sign-in library keeps the code: account and address together, and nobody's login. */
  private proofOf({ userId }: DonorAccount, { value }: DonorContact): string {
    return `${this.vault.lookup('new-address', `${userId}:${value}`)}@donor.invalid`;
  }
}

function changed(): RequestError {
  return new RequestError('CONFLICT', 'account_changed');
}
