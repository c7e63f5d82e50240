import { Inject } from '@nestjs/common';
import { Args, Context, ID, Resolver, Subscription } from '@nestjs/graphql';
import type { Pledge } from '#pledges';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { LiveSource } from '../live/live-source.js';
import { PledgeModel } from './pledge.model.js';
import { PledgeResolver } from './pledge.resolver.js';

interface TraceArguments {
  id: string;
  accessToken?: string | null;
}

/** A giver's own pledge as it moves. */
@Resolver()
export class PledgeTraceResolver {
  constructor(@Inject(PledgeResolver) private readonly pledges: PledgeResolver) {}

  @Subscription(() => PledgeModel, {
    nullable: true,
    description:
      "The visitor's own pledge by the same door as the query, at once and again when its state, its way or its papers change. Null for a foreign one as for a missing one.",
    resolve(this: PledgeTraceResolver, _: unknown, { id, accessToken }: TraceArguments, context: GraphContext) {
      return this.pledges.pledge(id, accessToken, context);
    },
  })
  @VisibleTo('PUBLIC')
  async pledgeTrace(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ): Promise<LiveSource> {
    const pledge: Pledge | null = await this.pledges.pledge(id, accessToken, context);
    return LiveSource.own(pledge ? [{ kind: 'pledge', id }] : []);
  }
}
