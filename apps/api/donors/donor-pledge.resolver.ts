import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { oversees } from '#identity';
import { Database, Vault } from '#platform';
import { PledgeLinks, PledgesRepository, type Pledge } from '#pledges';
import { standingOf } from '#receipts';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { GiftHonourModel } from '../pledges/honour.model.js';
import { PledgeModel } from '../pledges/pledge.model.js';

/** What only its giver is shown of a gift. */
@Resolver(() => PledgeModel)
export class DonorPledgeResolver {
  constructor(
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
    @Inject(Database) private readonly database: Database,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  @ResolveField(() => String, {
    nullable: true,
    description: 'Signed link to its page, a path on this site; never given to staff.',
  })
  @VisibleTo('GIVER')
  pageUrl(@Parent() pledge: Pledge, @Context() { viewer }: GraphContext): string | null {
    return oversees(viewer) ? null : this.links.path(pledge);
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Signed address of its certificate, a picture to share; `&amount=hide` leaves the amount out. Null while no receipt holds, and for staff.',
  })
  @VisibleTo('GIVER')
  async certificateUrl(@Parent() { id }: Pledge, @Context() { viewer, loaders }: GraphContext): Promise<string | null> {
    const isIssued = standingOf(await loaders.receipts.load(id)) !== null;
    return isIssued && !oversees(viewer) ? this.links.certificate(id) : null;
  }

  @ResolveField(() => GiftHonourModel, {
    nullable: true,
    description: 'For whose sake it was given; null for none, and once that was erased. Opening the name is logged.',
  })
  @VisibleTo('GIVER')
  async honour(@Parent() { id }: Pledge, @Context() { viewer }: GraphContext): Promise<GiftHonourModel | null> {
    const honour = await this.pledges.findHonour(id);
    if (!honour) return null;
    const why = { actor: viewer?.id ?? 'giver', reason: `look at gift ${id}` };
    const name = await this.database.transaction((tx) =>
      this.vault.open(tx, honour.subjectId, 'honouree', honour.honouree, why),
    );
    const { kind, shownName, email } = honour;
    return name === null ? null : { pledgeId: id, kind, name, shown: shownName !== null, cardAsked: email !== null };
  }
}
