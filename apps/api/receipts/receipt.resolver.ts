import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PledgeLinks, type Pledge } from '#pledges';
import { ReceiptsRepository, standingOf, type Receipt } from '#receipts';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import { MailProgress, ReceiptModel } from './receipt.model.js';

/** Grafts the papers onto the pledge; pledges never hear of receipts. */
@Resolver(() => PledgeModel)
export class ReceiptResolver {
  constructor(
    @Inject(ReceiptsRepository) private readonly repository: ReceiptsRepository,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
  ) {}

  @ResolveField(() => ReceiptModel, {
    nullable: true,
    description: 'The receipt that holds; null until issued, and once all of the gift has gone back.',
  })
  @VisibleTo('GIVER')
  async receipt(@Parent() { id }: Pledge, @Context() { loaders }: GraphContext): Promise<ReceiptModel | null> {
    const standing = standingOf(await loaders.receipts.load(id));
    return standing && this.view(standing, true);
  }

  @ResolveField(() => [ReceiptModel], { description: 'Every paper of it, reversals and earlier ones too, in order.' })
  @VisibleTo('GIVER')
  async receipts(@Parent() { id }: Pledge, @Context() { loaders }: GraphContext): Promise<ReceiptModel[]> {
    const papers = await loaders.receipts.load(id);
    const standing = standingOf(papers);
    return Promise.all(papers.map((paper) => this.view(paper, paper === standing)));
  }

  private async view(receipt: Receipt, standing: boolean): Promise<ReceiptModel> {
    const { pledgeId, content, kind, amount, issuedAt } = receipt;
    return {
      pledgeId,
      number: content.number,
      kind,
      amount,
      standing,
      reverses: content.reverses ?? null,
      issuedAt,
      downloadUrl: receipt.renderedAt ? this.links.receipt(pledgeId, content.number) : null,
      checkFileUrl: standing && content.books ? this.links.checkFile(pledgeId) : null,
      mail: MailProgress[await this.repository.mailState(receipt)],
    };
  }
}
