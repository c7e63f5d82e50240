import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { LiveStream } from '../support/live-stream.js';

jest.setTimeout(90_000);

const STREAMS_PER_ADDRESS = 6;

let installation: Installation;
let campaign: ExampleCampaign;
const streams: LiveStream<unknown>[] = [];

beforeAll(async () => {
  installation = await Installation.start({ env: { STREAMS_PER_ADDRESS: `${STREAMS_PER_ADDRESS}` } });
  campaign = await installation.campaign();
});

afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
});

afterAll(async () => {
  await installation?.checks();
  await installation?.close();
});

interface Progress {
  campaignProgress: { progress: { raised: string; gifts: number } } | null;
}
interface TeamTotals {
  teamProgress: { raised: string; gifts: number } | null;
}
interface Trace {
  pledgeTrace: {
    state: string;
    allocation: { state: string };
    receipt: { downloadUrl: string | null; mail: string } | null;
  } | null;
}

const PROGRESS = `subscription Progress($slug: String!) {
  campaignProgress(slug: $slug) { progress { raised gifts } }
}`;
const TEAM = `subscription Team($id: ID!) {
  teamProgress(id: $id) { raised gifts }
}`;
const TRACE = `subscription Trace($id: ID!) {
  pledgeTrace(id: $id) { state allocation { state } receipt { downloadUrl mail } }
}`;

function follow<Data>(visitor: GraphClient, query: string, variables: Record<string, unknown> = {}): LiveStream<Data> {
  const stream = new LiveStream<Data>(visitor, query, variables);
  streams.push(stream);
  return stream;
}

async function give(teamId: string | null = null): Promise<void> {
  const donor = installation.visitor();
  await payFast(await pledge(donor, wishFor(campaign, { teamId })), CARDS.good);
}

const giftsOf = ({ campaignProgress }: Progress): number => campaignProgress?.progress.gifts ?? -1;

describe('the progress of a campaign', () => {
  test('is told at once, and to everybody who follows as soon as a gift is booked', async () => {
    const followers = [1, 2, 3].map(() => follow<Progress>(installation.visitor(), PROGRESS, { slug: campaign.slug }));
    for (const follower of followers) await follower.until((data) => giftsOf(data) === 0);
    await give();
    for (const follower of followers) {
      const { campaignProgress } = await follower.until((data) => giftsOf(data) === 1, 10);
      expect(campaignProgress?.progress.raised).toBe('6600');
    }
  });

  test('is told only when it differs, and at most every half second however many give', async () => {
    const follower = follow<Progress>(installation.visitor(), PROGRESS, { slug: campaign.slug });
    await follower.until(() => true);
    const begun = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => give()));
    await follower.until((data) => giftsOf(data) === 21, 30);
    const halfSeconds = Math.ceil((performance.now() - begun) / 500);
    const told = follower.answers.map(({ data }) => (data ? giftsOf(data) : -1));
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(told.length).toBeLessThanOrEqual(halfSeconds + 2);
  });

  test('of a campaign that is not public is null', async () => {
    const follower = follow<Progress>(await installation.signIn('maker'), PROGRESS, { slug: 'nowhere' });
    expect(await follower.until(() => true)).toEqual({ campaignProgress: null });
  });
});

describe('the progress of a team', () => {
  test('is told as soon as a gift on its page is booked; of a team that is not there nothing is told', async () => {
    const id = campaign.teams[0] ?? '';
    const follower = follow<TeamTotals>(installation.visitor(), TEAM, { id });
    const { teamProgress: before } = await follower.until(({ teamProgress }) => teamProgress !== null);
    await give(id);
    const { teamProgress } = await follower.until((data) => data.teamProgress?.gifts === (before?.gifts ?? 0) + 1, 10);
    expect(BigInt(teamProgress?.raised ?? '0') - BigInt(before?.raised ?? '0')).toBe(6600n);
    const nobody = follow<TeamTotals>(installation.visitor(), TEAM, { id: 'tem_01kdvdna08e6db0kbafmza9mkt' });
    expect(await nobody.until(() => true)).toEqual({ teamProgress: null });
  });
});

describe("the way of one's own gift", () => {
  test('is followed from its payment to its receipt and the mail that brings it, by its giver only', async () => {
    const giver = installation.visitor();
    const wish = wishFor(campaign, { email: 'giver@example.org' });
    const checkout = await pledge(giver, wish);
    const own = follow<Trace>(giver, TRACE, { id: wish.id });
    const strange = follow<Trace>(installation.visitor(), TRACE, { id: wish.id });
    await own.until(({ pledgeTrace }) => pledgeTrace?.state === 'AWAITING_PAYMENT');
    await payFast(checkout, CARDS.good);
    await own.until(({ pledgeTrace }) => pledgeTrace?.state === 'PAID', 10);
    await own.until(({ pledgeTrace }) => pledgeTrace?.allocation.state === 'POSTED', 10);
    await own.until(({ pledgeTrace }) => pledgeTrace?.receipt?.downloadUrl != null, 20);
    // Less than an answer's age: it is told, not found by asking again.
    await own.until(({ pledgeTrace }) => pledgeTrace?.receipt?.mail === 'SENT', 13);
    expect(strange.answers.map(({ data }) => data)).toEqual([{ pledgeTrace: null }]);
  });
});

describe('a stream', () => {
  const wide = `subscription { campaignProgress(slug: "x") { ${Array.from({ length: 21 }, (_, n) => `a${n}: slug`).join(' ')} } }`;
  test.each([
    ['a change', 'mutation { cancelPledge(id: "plg_1") { __typename } }', {}],
    ['a question that is answered once', '{ campaign(slug: "warm-2026") { id } }', {}],
    ['what the schema does not know', 'subscription { nothing }', {}],
    ['what asks for more than any query may', wide, {}],
    ['what leaves an argument out', PROGRESS, {}],
    ['what is not GraphQL', 'subscription {', {}],
  ])('refuses %s, with a code', async (_, query, variables) => {
    const stream = follow<unknown>(installation.visitor('en'), query, variables);
    expect(await stream.over).toBe('complete');
    expect(stream.answers.map(({ errors }) => errors?.[0]?.extensions?.['code'])).toEqual(['BAD_INPUT']);
  });

  test('tells proxies to pass it on as it comes', async () => {
    const response = await fetch(`${installation.url}/graphql/stream`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query: PROGRESS, variables: { slug: campaign.slug } }),
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('content-encoding')).toBeNull();
    await response.body?.cancel();
  });

  test('is refused to an address that has enough, and given again once one is closed', async () => {
    const open = () => follow<Progress>(installation.visitor(), PROGRESS, { slug: campaign.slug });
    await sleep(200); // Those of the tests before have gone.
    const first = Array.from({ length: STREAMS_PER_ADDRESS }, open);
    for (const stream of first) await stream.until(() => true);
    expect(await open().over).toMatchObject({ response: { status: 429 } });
    first[0]?.close();
    await sleep(200);
    await open().until(() => true);
  });

  test('is ended properly by a process that stops, which then ends at once', async () => {
    await sleep(200);
    const follower = follow<Progress>(installation.visitor(), PROGRESS, { slug: campaign.slug });
    await follower.until(() => true);
    const begun = performance.now();
    const stopped = installation.api.stop();
    expect(await follower.over).toBe('complete');
    expect(await stopped).toBe(0);
    expect(performance.now() - begun).toBeLessThan(5_000);
    await installation.api.start();
    const again = follow<Progress>(installation.visitor(), PROGRESS, { slug: campaign.slug });
    const before = giftsOf(await again.until(() => true));
    const donor = installation.visitor();
    const wish = wishFor(campaign);
    await payFast(await pledge(donor, wish), CARDS.good);
    await again.until((data) => giftsOf(data) > before, 10);
    await seeUntil(donor, wish.id, ({ receipt }) => receipt?.downloadUrl != null);
  });
});
