import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database, Vault, type AccessReason, type Tx } from '#platform';
import { DonorAccountsRepository, type DonorAccount } from './donor-accounts.repository.js';
import type { DonorContact } from './donor-contact.js';

/** What we know of a donor who signs in: a verified address, sealed, and nothing else. */
@Injectable()
export class DonorAccounts {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DonorAccountsRepository) private readonly accounts: DonorAccountsRepository,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The account of a signed-in donor; made on the first visit. @param contact what was just verified, if anything */
  async open(userId: string, contact: DonorContact | null): Promise<DonorAccount> {
    const known = await this.accounts.find(userId);
    if (known) return known;
    return this.database.transaction(async (tx) => {
      const twin = await this.accounts.lock(tx, userId);
      return twin ?? this.keep(tx, userId, contact);
    });
  }

  private async keep(tx: Tx, userId: string, contact: DonorContact | null): Promise<DonorAccount> {
    const email = contact?.channel === 'EMAIL' ? contact.value : null;
    const phone = contact?.channel === 'SMS' ? contact.value : null;
    const subjectId = await this.vault.createSubject(tx, { email, accountId: userId });
    const account = {
      userId,
      subjectId,
      email: email === null ? null : await this.vault.seal(tx, subjectId, 'email', email),
      phone: phone === null ? null : await this.vault.seal(tx, subjectId, 'phone', phone),
      emailLookup: email === null ? null : this.vault.emailLookup(email),
      createdAt: this.clock.now(),
    };
    await this.accounts.insert(tx, account);
    return account;
  }

  /** The address or number an account was verified by; the read is logged. */
  async contactOf({ subjectId, email, phone }: DonorAccount, why: AccessReason): Promise<string | null> {
    const [field, sealed] = email ? (['email', email] as const) : (['phone', phone] as const);
    if (!sealed) return null;
    return this.database.transaction((tx) => this.vault.open(tx, subjectId, field, sealed, why));
  }

  /** The address letters to them go to, null for who signed in by a number; the read is logged. */
  async emailOf(account: DonorAccount, why: AccessReason): Promise<string | null> {
    return account.email ? this.contactOf(account, why) : null;
  }

  /** Every person under whom data of this donor is sealed: the account's own, and one for each gift. */
  async subjectsOf({ userId, emailLookup }: DonorAccount): Promise<string[]> {
    return this.vault.subjectsOf({ accountId: userId, emailLookup });
  }

  async remove(tx: Tx, userId: string): Promise<void> {
    await this.accounts.remove(tx, userId);
  }
}
