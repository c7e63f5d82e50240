import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DonorErasure, DonorsService } from '#donors';
import { DonorAccounts, DonorSignIn } from '#identity';
import { invariant, RequestError } from '#kernel';
import type { MonthlyGift } from '#monthly-gifts';
import { Logger } from '#platform';
import type { Pledge } from '#pledges';
import { VisibleTo } from '../graphql/access.js';
import {
  checkedFirst,
  cursorDate,
  decodeCursor,
  encodeCursor,
  toConnection,
  type Connection,
} from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import { MonthlyGiftModel } from '../monthly-gifts/monthly-gift.model.js';
import { CODE_SECONDS } from './code-seconds.js';
import { DonorAccountModel, DonorModel, DonorYearModel, OwnGiftConnection, SignInMethodName } from './donor.model.js';
import { DeleteDonorAccountResult, SendSignInCodeResult, SignInByCodeResult } from './donor.results.js';

/** A donor, signed in or a guest of this browser, and what they gave. */
@Resolver(() => DonorModel)
export class DonorsResolver {
  constructor(
    @Inject(DonorsService) private readonly donors: DonorsService,
    @Inject(DonorSignIn) private readonly door: DonorSignIn,
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
    @Inject(DonorErasure) private readonly erasure: DonorErasure,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  @Query(() => DonorModel, {
    description: 'Whoever asks, as a giver: by their account when signed in as a donor, else by this browser.',
  })
  @VisibleTo('PUBLIC')
  async donor(@Context() { viewer, visitorHash }: GraphContext): Promise<DonorModel> {
    invariant(visitorHash, 'a donor asks from a browser');
    const userId = viewer?.role === 'DONOR' ? viewer.id : null;
    return { given: await this.donors.of(userId, visitorHash) };
  }

  @ResolveField(() => DonorAccountModel, { nullable: true, description: 'Their account; null for a guest.' })
  @VisibleTo('PUBLIC')
  async account(@Parent() { given: { account } }: DonorModel): Promise<DonorAccountModel | null> {
    if (account === null) return null;
    const { userId, createdAt } = account;
    const contact = await this.accounts.contactOf(account, { actor: `donor:${userId}`, reason: 'own account' });
    return {
      id: userId,
      email: account.email ? contact : null,
      phone: account.email ? null : contact,
      createdAt,
    };
  }

  @ResolveField(() => [SignInMethodName], { description: 'How they may sign in here.' })
  @VisibleTo('PUBLIC')
  signInMethods(): SignInMethodName[] {
    return this.door.methods.map((method) => SignInMethodName[method]);
  }

  @ResolveField(() => OwnGiftConnection, { description: 'Their gifts, newest first.' })
  @VisibleTo('PUBLIC')
  async gifts(
    @Parent() { given }: DonorModel,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Context() { openedPledges }: GraphContext,
  ): Promise<Connection<Pledge>> {
    const size = checkedFirst(first);
    const [time, lastId] = after ? decodeCursor(after, 2) : [];
    const behind = time && lastId ? { createdAt: cursorDate(time), id: lastId } : null;
    const rows = await this.donors.gifts(given, behind, size + 1);
    for (const { id } of rows) openedPledges.add(id);
    return toConnection(rows, size, after, ({ createdAt, id }) => encodeCursor(createdAt.toISOString(), id));
  }

  @ResolveField(() => [MonthlyGiftModel], { description: 'Their monthly gifts, newest first.' })
  @VisibleTo('PUBLIC')
  async monthlyGifts(
    @Parent() { given }: DonorModel,
    @Context() { openedPledges }: GraphContext,
  ): Promise<MonthlyGift[]> {
    const gifts = await this.donors.monthly(given);
    for (const { id } of gifts) openedPledges.add(id);
    return gifts;
  }

  @ResolveField(() => [DonorYearModel], { description: 'The years in which they gave, newest first.' })
  @VisibleTo('PUBLIC')
  async years(@Parent() { given }: DonorModel): Promise<DonorYearModel[]> {
    const isSignedIn = given.account !== null;
    return (await this.donors.years(given)).map((given) => ({
      ...given,
      statementUrl: isSignedIn ? `/donor/statements/${given.year}.pdf` : null,
    }));
  }

  @Mutation(() => SendSignInCodeResult as () => unknown, {
    description: 'Send a sign-in code. The answer is the same whether or not there is an account.',
  })
  @VisibleTo('PUBLIC')
  sendSignInCode(
    @Args('contact', { type: () => String, description: 'An e-mail address, or a phone number where SMS is offered.' })
    contact: string,
    @Context() { t, locale, address }: GraphContext,
  ) {
    return answering(t, async () => {
      await this.door.sendCode(contact, locale, address);
      return { seconds: CODE_SECONDS };
    });
  }

  @Mutation(() => SignInByCodeResult as () => unknown, { description: 'Sign in with a code that was sent.' })
  @VisibleTo('PUBLIC')
  signInByCode(
    @Args('contact', { type: () => String, description: 'Where the code was sent.' }) contact: string,
    @Args('code', { type: () => String, description: 'Its six digits.' }) code: string,
    @Context() { t, address, headers, setCookies }: GraphContext,
  ) {
    return answering(t, async () => {
      setCookies(await this.door.signIn(contact, code, address, headers));
      this.logger.info({}, 'a donor signed in');
      return { signedIn: true };
    });
  }

  @Mutation(() => DeleteDonorAccountResult as () => unknown, {
    description:
      'Delete the account of the signed-in donor: monthly gifts stop, names and words leave the public pages, personal data is erased. The books stay, naming nobody. Cannot be undone.',
  })
  @VisibleTo('DONOR')
  deleteDonorAccount(
    @Args('accountId', { type: () => ID, description: 'The account that was shown: another one is not deleted.' })
    accountId: string,
    @Args('stopMonthlyGifts', { type: () => Boolean, description: 'Confirms that monthly gifts stop for good.' })
    stopMonthlyGifts: boolean,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const { id } = signedIn(context);
      // Another window may have signed somebody else in meanwhile.
      if (id !== accountId) throw new RequestError('CONFLICT', 'account_changed');
      const account = await this.accounts.open(id, null);
      await this.erasure.erase(account, stopMonthlyGifts);
      this.logger.info({ account: account.userId }, 'a donor deleted their account');
      return { deleted: true };
    });
  }
}
