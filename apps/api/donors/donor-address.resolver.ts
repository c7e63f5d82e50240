import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Resolver } from '@nestjs/graphql';
import { DonorMove } from '#donors';
import { DonorAccounts, DonorAddress, type DonorAccount } from '#identity';
import { RequestError } from '#kernel';
import { Logger } from '#platform';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import { CODE_SECONDS } from './code-seconds.js';
import { ChangeDonorAddressResult, SendAddressCodeResult } from './donor.results.js';

const ACCOUNT = { type: () => ID, description: 'The account that was shown: another one is not changed.' };
const EMAIL = { type: () => String, description: 'The new e-mail address.' };

/** The e-mail address of a donor's account. */
@Resolver()
export class DonorAddressResolver {
  constructor(
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
    @Inject(DonorAddress) private readonly addresses: DonorAddress,
    @Inject(DonorMove) private readonly moves: DonorMove,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  @Mutation(() => SendAddressCodeResult as () => unknown, {
    description:
      'Write a code to the address the signed-in donor wants for their account. The answer is the same whether or not that address has an account.',
  })
  @VisibleTo('DONOR')
  sendAddressCode(
    @Args('accountId', ACCOUNT) accountId: string,
    @Args('email', EMAIL) email: string,
    @Context() context: GraphContext,
  ) {
    const { t, locale, address } = context;
    return answering(t, async () => {
      const account = await this.shown(accountId, context);
      await this.addresses.sendCode(account, email, locale, address);
      this.logger.info({ account: account.userId }, 'a donor asked to change the address of their account');
      return { seconds: CODE_SECONDS };
    });
  }

  @Mutation(() => ChangeDonorAddressResult as () => unknown, {
    description:
      'Move the account of the signed-in donor to the address the code was sent to. Gifts stay in the account, monthly gifts are written about to the new address, the old address is told, other sessions end.',
  })
  @VisibleTo('DONOR')
  changeDonorAddress(
    @Args('accountId', ACCOUNT) accountId: string,
    @Args('email', EMAIL) email: string,
    @Args('code', { type: () => String, description: 'Its six digits.' }) code: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const account = await this.shown(accountId, context);
      const moved = await this.moves.move(account, { email, code }, context);
      this.logger.info({ account: account.userId }, 'a donor changed the address of their account');
      return { email: moved };
    });
  }

  private shown(accountId: string, context: GraphContext): Promise<DonorAccount> {
    const { id } = signedIn(context);
    // Another window may have signed somebody else in meanwhile.
    if (id !== accountId) throw new RequestError('CONFLICT', 'account_changed');
    return this.accounts.open(id, null);
  }
}
