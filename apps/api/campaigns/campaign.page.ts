import type { Campaign, CampaignSearch, CampaignsRepository } from '#campaigns';
import { RequestError } from '#kernel';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';

/** A page of campaigns, group of states by group of states, newest first within each. */
export async function campaignPage(
  campaigns: CampaignsRepository,
  groups: readonly (readonly Campaign['state'][])[],
  first: number,
  after: string | null | undefined,
  search: CampaignSearch = {},
): Promise<Connection<Campaign>> {
  const size = checkedFirst(first);
  const place = after ? placeOf(after, groups.length) : null;
  const rows = await campaigns.page({ ...search, groups, after: place, limit: size + 1 });
  const groupOf = ({ state }: Campaign): number => groups.findIndex((states) => states.includes(state));
  return toConnection(rows, size, after, (campaign) => encodeCursor(`${groupOf(campaign)}`, campaign.id));
}

function placeOf(cursor: string, groups: number): { group: number; id: string } {
  const [group = '', id = ''] = decodeCursor(cursor, 2);
  const index = ['0', '1', '2'].indexOf(group);
  if (index < 0 || index >= groups) throw new RequestError('BAD_INPUT', 'cursor_malformed');
  return { group: index, id };
}
