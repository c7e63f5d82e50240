import { Inject, Injectable } from '@nestjs/common';
import { oversees } from '#identity';
import { RequestError } from '#kernel';
import { PledgeLinks, PledgesRepository, type Pledge } from '#pledges';
import type { GraphContext } from '../graphql/context.js';

/** Who may see a pledge: whoever made it (their cookie), whoever holds its signed link, and staff. */
@Injectable()
export class PledgeDoor {
  constructor(
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
  ) {}

  /** The pledge, opened for the rest of the request; null for a foreign one as for a missing one. */
  async open(id: string, accessToken: string | null, context: GraphContext): Promise<Pledge | null> {
    const pledge = await this.openAsGiver(id, accessToken, context);
    if (pledge || !oversees(context.viewer)) return pledge;
    const overseen = await this.pledges.find(id);
    if (overseen) context.openedPledges.add(id);
    return overseen;
  }

  /**
   * The same for what only the giver may do: staff may look, not act in a giver's place.
   * @throws RequestError pledge_not_found, for a foreign pledge as for a missing one
   */
  async openOwn(id: string, accessToken: string | null | undefined, context: GraphContext): Promise<Pledge> {
    const pledge = await this.openAsGiver(id, accessToken ?? null, context);
    if (!pledge) throw new RequestError('NOT_FOUND', 'pledge_not_found');
    return pledge;
  }

  private async openAsGiver(id: string, accessToken: string | null, context: GraphContext): Promise<Pledge | null> {
    const pledge = await this.pledges.find(id);
    const holdsLink = accessToken !== null && accessToken !== '' && this.links.opens(id, accessToken);
    if (!pledge || !(holdsLink || pledge.actorHash === context.visitorHash)) return null;
    context.openedPledges.add(id);
    return pledge;
  }
}
