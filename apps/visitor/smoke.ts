import { parseArgs } from 'node:util';
import { formatYuan, SystemIds } from '#kernel';
import { payOnPage, pledge, seeUntil } from './gift.js';
import { GraphClient, UnexpectedAnswer } from './graph.client.js';

const GOOD_CARD = '4242424242424242';
const CAMPAIGNS = `{ campaigns(first: 20) { edges { node {
  id slug title state progress { raised gifts } cities { region { code shortName } raised } } } } }`;
const CAMPAIGN = `query C($slug: String!) { campaign(slug: $slug) { progress { raised gifts } cities { region { code } raised } } }`;
const AMOUNT = 6600n;

interface City {
  region: { code: string; shortName: string };
  raised: string;
}

interface Campaign {
  id: string;
  slug: string;
  title: string;
  state: string;
  progress: { raised: string; gifts: number };
  cities: City[];
}

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://localhost:3000' } } });
const started = performance.now();

function step(text: string): void {
  console.log(`✓ ${text}`);
}

function expectThat(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new UnexpectedAnswer(sentence);
}

async function run(): Promise<void> {
  const client = new GraphClient(values.url);
  const { campaigns } = await client.ask<{ campaigns: { edges: { node: Campaign }[] } }>(CAMPAIGNS);
  const campaign = campaigns.edges.map(({ node }) => node).find(({ state }) => state === 'LIVE');
  expectThat(campaign !== undefined, 'no campaign is live');
  const page = await client.fetch(`/c/${campaign.slug}`);
  const html = await page.text();
  expectThat(page.ok && html.includes(campaign.title), 'the campaign page does not show its title without scripts');
  step(`campaign 「${campaign.title}」 is live, ${campaign.progress.gifts} gifts so far`);

  const city = campaign.cities[0];
  expectThat(city !== undefined, 'the campaign names no city');
  const id = new SystemIds().next('pledge');
  const wish = {
    id,
    campaignId: campaign.id,
    amount: AMOUNT.toString(),
    designation: { kind: 'REGION', regionCode: city.region.code },
    displayName: '冒烟测试',
    email: 'smoke@example.org',
    planAcknowledged: true,
  } as const;
  const checkoutUrl = await pledge(client, wish);
  expectThat((await pledge(client, wish)) === checkoutUrl, 'the same pledge sent twice has two payments');
  step(`pledge ${id} of ¥${formatYuan(AMOUNT)} for ${city.region.shortName}; sent twice, one payment`);

  const { location, text } = await payOnPage(checkoutUrl, GOOD_CARD);
  expectThat(location?.includes(id) === true, `the payment page did not lead back: ${text.slice(0, 200)}`);
  step('paid on the hosted page, which leads back to the pledge');

  const seen = await seeUntil(client, id, ({ receipt }) => receipt?.downloadUrl != null && receipt.mail === 'SENT');
  const sum = seen.allocation.lines.reduce((total, { amount }) => total + BigInt(amount), 0n);
  expectThat(seen.state === 'PAID' && sum === AMOUNT, `the lines sum to ${sum}, not to ${AMOUNT}`);
  step(
    `in the books at position ${seen.allocation.position}: ${seen.allocation.lines.map(({ reason }) => reason).join(' ')}`,
  );

  const receipt = await client.fetch(seen.receipt?.downloadUrl ?? '');
  const bytes = Buffer.from(await receipt.arrayBuffer());
  expectThat(bytes.subarray(0, 5).toString() === '%PDF-', 'the receipt is not a PDF');
  step(`receipt ${seen.receipt?.number}, ${bytes.length} bytes, mailed`);

  const after = await client.ask<{ campaign: Pick<Campaign, 'progress' | 'cities'> }>(CAMPAIGN, {
    slug: campaign.slug,
  });
  const grown = BigInt(after.campaign.progress.raised) - BigInt(campaign.progress.raised);
  const cityAfter = after.campaign.cities.find(({ region }) => region.code === city.region.code);
  const cityGrown = BigInt(cityAfter?.raised ?? 0) - BigInt(city.raised);
  expectThat(grown >= AMOUNT && cityGrown >= AMOUNT, `the totals grew by ${grown} and ${cityGrown}, not by ${AMOUNT}`);
  step(`the campaign's total grew by ¥${formatYuan(grown)}, the city's by ¥${formatYuan(cityGrown)}`);

  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { lines } = seen.allocation;
  console.log(`smoke passed: pledge ${id}, ${lines.length} line(s), receipt ${seen.receipt?.number}, ${seconds} s`);
}

try {
  await run();
} catch (error) {
  // fetch hides why nobody answered in its cause.
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(`✗ ${values.url}: ${error instanceof Error ? error.message : String(error)}${cause}`);
  process.exit(1);
}
