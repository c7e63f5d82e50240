import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PledgeLinks, type Pledge } from '#pledges';
import { ReceiptsRepository } from '#receipts';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import { MailProgress, ReceiptModel } from './receipt.model.js';

/** Grafts the receipt onto the pledge; pledges never hear of receipts. */
@Resolver(() => PledgeModel)
export class ReceiptResolver {
  constructor(
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
  ) {}

  @ResolveField(() => ReceiptModel, { nullable: true, description: 'Its receipt; null until issued.' })
  @VisibleTo('GIVER')
  async receipt(@Parent() { id }: Pledge, @Context() { loaders }: GraphContext): Promise<ReceiptModel | null> {
    const receipt = await loaders.receipt.load(id);
    if (!receipt) return null;
    return {
      pledgeId: id,
      number: receipt.content.number,
      issuedAt: receipt.issuedAt,
      downloadUrl: receipt.renderedAt ? this.links.receipt(id) : null,
      checkFileUrl: receipt.content.books ? this.links.checkFile(id) : null,
      mail: MailProgress[await this.receipts.mailState(receipt)],
    };
  }
}
