import { Inject, Injectable } from '@nestjs/common';
import { AddressHasAccountError, Authentication, DonorAddress, type DonorAccount, type ProvedAddress } from '#identity';
import { RequestError } from '#kernel';
import { MonthlyGiftsRepository } from '#monthly-gifts';
import { Database, isUniqueViolation, Vault } from '#platform';

/** What a donor types to move their account. */
export interface WantedMove {
  email: string;
  code: string;
}

/**
 * Moves an account to another e-mail address, with what is to follow it. Gifts stay in the account. Monthly gifts that
 * go on are written about to the new address from now on. What is done stays as it was: papers of earlier gifts, news
 * and teams go where their giver said, each of which has an address of its own.
 */
@Injectable()
export class DonorMove {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Authentication) private readonly authentication: Authentication,
    @Inject(DonorAddress) private readonly addresses: DonorAddress,
    @Inject(MonthlyGiftsRepository) private readonly monthlyGifts: MonthlyGiftsRepository,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /**
   * @param request where it came from, and the headers with the session that stays
   * @returns the new address
   * @throws FieldRejectedError, TooManyCodesError, SignInCodeError, AddressHasAccountError, RequestError
   */
  async move(
    account: DonorAccount,
    { email, code }: WantedMove,
    request: { address: string; headers: Headers; locale: string },
  ): Promise<string> {
    const proved = await this.addresses.prove(account, email, code, request.address);
    const session = await this.authentication.sessionOf(request.headers);
    if (session === null) throw new RequestError('UNAUTHENTICATED', 'sign_in_first');
    try {
      await this.write(account, proved, { session, locale: request.locale });
    } catch (error) {
      // Somebody signed in by the new address for the first time at this very moment.
      throw isUniqueViolation(error) ? new AddressHasAccountError() : error;
    }
    return proved.email;
  }

  private write(
    account: DonorAccount,
    proved: ProvedAddress,
    kept: { session: string; locale: string },
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      const subjectIds = await this.addresses.move(tx, account, proved, kept);
      for (const { id, subjectId, state } of await this.monthlyGifts.ofGiver({ subjectIds })) {
        if (state === 'ENDED') continue;
        const email = await this.vault.seal(tx, subjectId, 'email', proved.email);
        await this.monthlyGifts.update(tx, id, { email });
      }
    });
  }
}
