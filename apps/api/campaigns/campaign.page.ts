import type { Campaign, CampaignsRepository } from '#campaigns';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';

/** A page of campaigns in these states, newest first. */
export async function campaignPage(
  campaigns: CampaignsRepository,
  states: readonly Campaign['state'][],
  first: number,
  after: string | null | undefined,
): Promise<Connection<Campaign>> {
  const size = checkedFirst(first);
  const [afterId] = after ? decodeCursor(after, 1) : [null];
  const rows = await campaigns.page({ states: [...states], after: afterId ?? null, limit: size + 1 });
  return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
}
