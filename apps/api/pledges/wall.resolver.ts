import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Campaign } from '#campaigns';
import { PledgesRepository } from '#pledges';
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
import { CampaignModel } from '../campaigns/campaign.model.js';
import { designationOf } from './designation.js';
import { WallEntryConnection, WallEntryModel } from './pledge.model.js';

/** Grafts the wall of givers onto the campaign; campaigns never hear of pledges. */
@Resolver(() => CampaignModel)
export class WallResolver {
  constructor(@Inject(PledgesRepository) private readonly pledges: PledgesRepository) {}

  @ResolveField(() => WallEntryConnection, { description: 'Its paid gifts, newest first.' })
  @VisibleTo('PUBLIC')
  async wall(
    @Parent() { id }: Campaign,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Context() context: GraphContext,
  ): Promise<Connection<WallEntryModel>> {
    const size = checkedFirst(first);
    const [time, lastId] = after ? decodeCursor(after, 2) : [];
    const behind = time && lastId ? { paidAt: cursorDate(time), id: lastId } : null;
    const page = toConnection(await this.pledges.wall(id, behind, size + 1), size, after, (entry) =>
      encodeCursor(entry.paidAt.toISOString(), entry.id),
    );
    const edges = await Promise.all(
      page.edges.map(async ({ cursor, node }) => ({
        cursor,
        node: {
          ...node,
          id: publicIdOf(node.id),
          designation: await designationOf(node, context),
          honour: node.honourKind && node.honourName ? { kind: node.honourKind, name: node.honourName } : null,
        },
      })),
    );
    return { ...page, edges };
  }
}

/** A pledge's own id stays between its giver and us. */
function publicIdOf(pledgeId: string): string {
  return createHash('sha256').update(`wall:${pledgeId}`).digest('base64url').slice(0, 16);
}
