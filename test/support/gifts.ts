import { SystemIds } from '#kernel';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import type { GiftWish } from '../../apps/visitor/gift.js';

/** Cards of the sandbox, by what becomes of them. */
export const CARDS = {
  good: '4242424242424242',
  declined: '4000000000000002',
  insufficient: '4000000000009995',
  expired: '4000000000000069',
  wrongCode: '4000000000000127',
  processingError: '4000000000000119',
  challenged: '4000002760003184',
  challengedThenDeclined: '4000008400001629',
  disputed: '4000000000000259',
  inquired: '4000000000001976',
  slowRefund: '4000000000007726',
  failingRefund: '4000000000005126',
} as const;

const ids = new SystemIds();

/** What a giver might fill in: ¥66 for the whole province; `change` says what is different. */
export function wishFor(campaign: { id: string }, change: Partial<GiftWish> & { payerName?: string } = {}): GiftWish {
  return {
    id: ids.next('pledge'),
    campaignId: campaign.id,
    amount: '6600',
    designation: { kind: 'PROVINCE_POOL' },
    planAcknowledged: true,
    ...change,
  };
}

/** Any member of the answer to `createPledge`. */
export interface PledgeAnswer {
  __typename: string;
  id?: string;
  state?: string;
  checkoutUrl?: string | null;
  code?: string;
  message?: string;
  field?: string;
  min?: string;
  max?: string;
}

export const CREATE_PLEDGE = `mutation Create($input: CreatePledgeInput!) {
  createPledge(input: $input) {
    __typename
    ... on Pledge { id state checkoutUrl }
    ... on UserError { code message }
    ... on AmountOutOfRangeError { min max }
    ... on FieldRejectedError { field }
    ... on CampaignClosedError { closedIn: state }
  }
}`;

/** What the caller is told: an answer of the union, or the error of the operation. */
export async function createPledge(
  client: GraphClient,
  input: object,
): Promise<{ answer: PledgeAnswer | null; error: { message: string; code: unknown; reason: unknown } | null }> {
  const { data, errors } = await client.tryAsking<{ createPledge: PledgeAnswer }>(CREATE_PLEDGE, { input });
  const [first] = errors ?? [];
  const error = first && {
    message: first.message,
    code: first.extensions?.['code'],
    reason: first.extensions?.['reason'],
  };
  return { answer: data?.createPledge ?? null, error: error ?? null };
}
