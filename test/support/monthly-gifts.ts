import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { payOnPage } from '../../apps/visitor/gift.js';
import { addMonths, periodOf } from '../../libs/monthly-gifts/schedule.js';
import { chinaDay, SystemIds } from '#kernel';
import { wishFor } from './gifts.js';
import type { Installation } from './installation.js';

const ids = new SystemIds();

export interface MonthlySeen {
  id: string;
  state: string;
  amount: string;
  day: number;
  nextChargeOn: string | null;
  pausedUntil: string | null;
  endReason: string | null;
  canUndoStop: boolean;
  manageUrl: string | null;
  card: { brand: string; last4: string } | null;
  given: { amount: string; gifts: number };
  charges: {
    period: string;
    state: string;
    tries: number;
    retryOn: string | null;
    failure: { code: string; message: string } | null;
    pledge: { id: string; state: string; amount: string; receipt: { number: string } | null } | null;
  }[];
}

export const MONTHLY_FIELDS = `id state amount day nextChargeOn pausedUntil endReason canUndoStop manageUrl
  card { brand last4 } given { amount gifts }
  charges { period state tries retryOn failure { code message } pledge { id state amount receipt { number } } }`;

const START = `mutation S($input: StartMonthlyGiftInput!) { startMonthlyGift(input: $input) { __typename
  ... on StartedMonthlyGift { monthlyGift { id state } pledge { id checkoutUrl } }
  ... on UserError { code message } ... on FieldRejectedError { field } } }`;

export interface StartAnswer {
  __typename: string;
  monthlyGift?: { id: string; state: string };
  pledge?: { id: string; checkoutUrl: string | null };
  code?: string;
  message?: string;
  field?: string;
}

/** What a giver who gives every month might fill in. */
export function monthlyWish(campaign: { id: string }, change: { day?: number; first?: object } = {}) {
  return {
    id: ids.next('monthlyGift'),
    day: change.day ?? 5,
    first: wishFor(campaign, { email: 'monthly.donor@example.org', displayName: '示例月捐人', ...change.first }),
  };
}

export async function startMonthly(client: GraphClient, input: object): Promise<StartAnswer> {
  return (await client.ask<{ startMonthlyGift: StartAnswer }>(START, { input })).startMonthlyGift;
}

/** Begins a monthly gift and pays the first one with this card, until it goes on. */
export async function begunMonthly(client: GraphClient, campaign: { id: string }, card: string, day = 5) {
  const wish = monthlyWish(campaign, { day });
  const { pledge } = await startMonthly(client, wish);
  await payOnPage(pledge?.checkoutUrl ?? '', card);
  return seeMonthlyUntil(client, wish.id, ({ state }) => state === 'ACTIVE');
}

/** Its giver puts in another card on the provider's page and comes back. @returns where the page led back to */
export async function putInCard(client: GraphClient, id: string, card: string): Promise<URL> {
  const { url } = await changeMonthly(client, `openMonthlyCardUpdate(id: "${id}")`);
  const { location } = await payOnPage(url ?? '', card);
  const back = new URL(location ?? '');
  await changeMonthly(client, `confirmMonthlyCard(id: "${id}", cardUpdateId: "${back.searchParams.get('card')}")`);
  return back;
}

export async function seeMonthly(client: GraphClient, id: string, token?: string): Promise<MonthlySeen | null> {
  const query = `query Q($id: ID!, $token: String) { monthlyGift(id: $id, accessToken: $token) { ${MONTHLY_FIELDS} } }`;
  return (await client.ask<{ monthlyGift: MonthlySeen | null }>(query, { id, token: token ?? null })).monthlyGift;
}

/** Looks again and again until `enough`. @throws Error with what was seen last */
export async function seeMonthlyUntil(
  client: GraphClient,
  id: string,
  enough: (seen: MonthlySeen) => boolean,
  seconds = 75,
): Promise<MonthlySeen> {
  for (const deadline = Date.now() + seconds * 1000; ; await sleep(250)) {
    const seen = await seeMonthly(client, id);
    if (seen && enough(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`after ${seconds} s still ${JSON.stringify(seen)}`);
  }
}

/** As if a month had gone by: what it has is last month's, and the next charge is due today. */
export async function letMonthPass({ database }: Installation, id: string): Promise<void> {
  const today = chinaDay(new Date());
  // From the oldest month on, so that no two meet.
  const { rows } = await database.query<{ period: string }>(
    'SELECT period FROM monthly_gift_charge WHERE monthly_gift_id = $1 ORDER BY period',
    [id],
  );
  for (const { period } of rows) {
    await database.query(
      `UPDATE monthly_gift_charge SET period = $3, due_on = $3 || substr(due_on, 8) WHERE monthly_gift_id = $1 AND period = $2`,
      [id, period, addMonths(period, -1)],
    );
  }
  await database.query('UPDATE monthly_gift SET next_charge_on = $2, day = $3 WHERE id = $1', [
    id,
    today,
    Math.min(28, Number(today.slice(8))),
  ]);
}

export const thisMonth = (): string => periodOf(chinaDay(new Date()));

/** Any change of a giver's: what it answers. */
export async function changeMonthly(
  client: GraphClient,
  call: string,
  variables: Record<string, unknown> = {},
): Promise<{ __typename: string; code?: string; message?: string; url?: string } & Partial<MonthlySeen>> {
  const query = `mutation { answer: ${call} { __typename ... on UserError { code message }
    ${call.startsWith('open') || call.startsWith('pay') ? '... on MonthlyGiftPage { url }' : `... on MonthlyGift { ${MONTHLY_FIELDS} }`} } }`;
  return (await client.ask<{ answer: never }>(query, variables)).answer;
}
