import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { approveSecondRule } from '../support/second-rule.js';

jest.setTimeout(120_000);

let installation: Installation;
let campaign: ExampleCampaign;
let maker: GraphClient;
let checker: GraphClient;
let gifts: string[];

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
  [maker, checker] = [await installation.signIn('maker'), await installation.signIn('checker')];
  const donor = installation.visitor();
  gifts = [];
  for (const amount of ['6600', '10001', '333']) {
    const wish = wishFor(campaign, { amount });
    gifts.push(wish.id);
    await payFast(await pledge(donor, wish), CARDS.good);
  }
  for (const id of gifts) await seeUntil(donor, id, ({ receipt }) => receipt?.downloadUrl != null);
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

const PREVIEW = `amount gifts hash rule { version } cities { orgUnit { id region { shortName } } before after held missing }`;
const ANSWER = `__typename
  ... on Reallocation { id state postedAt progress { waiting posted skipped } preview { ${PREVIEW} } }
  ... on UserError { code message }
  ... on PreviewOutdatedError { preview { hash } }
  ... on ShortFundsError { shortages { missing orgUnit { region { shortName } } } }`;

interface Preview {
  amount: string;
  gifts: number;
  hash: string;
  cities: { orgUnit: { id: string; region: { shortName: string } }; before: string; after: string; missing: string }[];
}

interface Answer {
  __typename: string;
  id: string;
  state: string;
  postedAt: string | null;
  message?: string;
  preview: Preview;
  shortages?: { missing: string; orgUnit: { region: { shortName: string } } }[];
}

type Input = Record<string, unknown>;

async function preview(input: Input): Promise<{ id: string; preview: Preview }> {
  const { result } = await maker.ask<{ result: { id: string; preview: Preview } }>(
    `mutation P($input: ReallocationInput!) { result: previewReallocation(input: $input) {
       __typename ... on ReallocationDraft { id preview { ${PREVIEW} } } ... on UserError { code message } } }`,
    { input },
  );
  return result;
}

async function propose(input: Input, draft: { id: string; preview: Preview }): Promise<Answer> {
  const { result } = await maker.ask<{ result: Answer }>(
    `mutation P($id: ID!, $input: ReallocationInput!, $hash: String!) {
       result: proposeReallocation(id: $id, input: $input, hash: $hash, note: "规则录入有误，已更正。", reason: "错行") { ${ANSWER} } }`,
    { id: draft.id, input, hash: draft.preview.hash },
  );
  return result;
}

async function approve(id: string, hash: string): Promise<Answer> {
  const { result } = await checker.ask<{ result: Answer }>(
    `mutation A($id: ID!, $hash: String!) { result: approveReallocation(id: $id, hash: $hash, reason: "已核对") { ${ANSWER} } }`,
    { id, hash },
  );
  return result;
}

async function funds(): Promise<Map<string, bigint>> {
  const rows = await installation.rows<{ org: string; held: string }>(
    `SELECT org_unit_id AS org, sum(credits - debits)::text AS held FROM ledger_balance
     JOIN ledger_account ON id = account_id WHERE purpose = 'CITY_FUND' GROUP BY 1`,
  );
  return new Map(rows.map(({ org, held }) => [org, BigInt(held)]));
}

describe('gifts that took a wrong rule', () => {
  test('move as previewed once a second person agreed, though the worker was away; both postings stay, with the note', async () => {
    const { from, to } = await approveSecondRule(installation);
    const input = { kind: 'GIFTS', campaignId: campaign.id, fromRuleId: from, ruleId: to };
    const draft = await preview(input);
    expect(draft.preview).toMatchObject({ gifts: 3, amount: '16934' });
    const before = await funds();
    const proposed = await propose(input, draft);
    expect(proposed).toMatchObject({ __typename: 'Reallocation', state: 'PROPOSED' });

    const refused = await approve(proposed.id, '0'.repeat(64));
    expect(refused).toMatchObject({ __typename: 'PreviewOutdatedError', preview: { hash: draft.preview.hash } });

    await installation.worker.kill();
    expect(await approve(proposed.id, draft.preview.hash)).toMatchObject({
      state: 'APPROVED',
      postedAt: null,
      progress: { waiting: 3, posted: 0, skipped: 0 },
    });
    expect(await funds()).toEqual(before);
    await installation.worker.start();
    await posted(proposed.id);

    const after = await funds();
    for (const { orgUnit, before: was, after: will } of draft.preview.cities) {
      expect((after.get(orgUnit.id) ?? 0n) - (before.get(orgUnit.id) ?? 0n)).toBe(BigInt(will) - BigInt(was));
    }
    const rows = await installation.rows(
      `SELECT kind::text, count(*)::int AS n, count(DISTINCT gift_id)::int AS gifts, min(note) AS note
       FROM ledger_transfer WHERE document = $1 GROUP BY 1 ORDER BY 1`,
      [proposed.id],
    );
    const said = { n: 3, gifts: 3, note: '规则录入有误，已更正。' };
    expect(rows).toEqual([
      { kind: 'ALLOCATION_REVERSED', ...said },
      { kind: 'GIFT_REALLOCATED', ...said },
    ]);
    // They stand as the rule says now: there is nothing more to move.
    expect((await preview({ ...input, fromRuleId: to })).preview.gifts).toBe(0);
  });
});

describe('money a city gives back', () => {
  test('is shared out by the rule in force, once, though two pages approve at the same moment', async () => {
    const input = { kind: 'FUND_RETURN', campaignId: campaign.id, regionCode: '430100', source: 'POOL', amount: '100' };
    const draft = await preview(input);
    const proposed = await propose(input, draft);
    const answers = await Promise.all([
      approve(proposed.id, draft.preview.hash),
      approve(proposed.id, draft.preview.hash),
    ]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['Reallocation', 'ReallocationStateError']);
    expect(await installation.count('ledger_transfer', 'document = $1', [proposed.id])).toBe(2);
    expect(draft.preview.cities.reduce((sum, { after }) => sum + BigInt(after), 0n)).toBe(100n);
  });

  test('is refused with the city and what it lacks, and in the words of a field when it is none', async () => {
    const input = {
      kind: 'FUND_RETURN',
      campaignId: campaign.id,
      regionCode: '430100',
      source: 'POOL',
      amount: '9000000',
    };
    const answer = await propose(input, await preview(input));
    expect(answer).toMatchObject({
      __typename: 'ShortFundsError',
      shortages: [{ orgUnit: { region: { shortName: '长沙' } }, missing: expect.stringMatching(/^\d+$/) }],
    });
    for (const [change, field] of [
      [{ source: 'MATCH' }, 'source'],
      [{ amount: '0' }, 'amount'],
      [{ regionCode: '999999' }, 'regionCode'],
      [{ regionCode: null }, 'regionCode'],
    ] as const) {
      const { result } = await maker.ask<{ result: { __typename: string; field: string } }>(
        `mutation P($input: ReallocationInput!) { result: previewReallocation(input: $input) {
           __typename ... on FieldRejectedError { field message } } }`,
        { input: { ...input, ...change } },
      );
      expect(result).toMatchObject({ __typename: 'FieldRejectedError', field });
    }
  });
});

test('nobody agrees while posting is stopped', async () => {
  const input = { kind: 'FUND_RETURN', campaignId: campaign.id, regionCode: '430100', source: 'POOL', amount: '10' };
  const proposed = await propose(input, await preview(input));
  await installation.rows(`SELECT ledger_halt('示例', now())`);
  expect(await approve(proposed.id, proposed.preview.hash)).toMatchObject({ __typename: 'PostingStoppedError' });
  await installation.rows('SELECT ledger_resume()');
  const { result } = await maker.ask<{ result: Answer }>(
    `mutation R($id: ID!) { result: rejectReallocation(id: $id, reason: "收回") { ${ANSWER} } }`,
    { id: proposed.id },
  );
  expect(result.state).toBe('REJECTED');
});

async function posted(id: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; await sleep(200)) {
    const { reallocation } = await checker.ask<{ reallocation: Answer }>(
      `query R($id: ID!) { reallocation(id: $id) { postedAt } }`,
      { id },
    );
    if (reallocation.postedAt) return;
    if (Date.now() > deadline) throw new Error(`${id} was not posted in time`);
  }
}
