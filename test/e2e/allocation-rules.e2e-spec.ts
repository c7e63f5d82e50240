import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation } from '../support/installation.js';

jest.setTimeout(120_000);

const ANSWER = `__typename
  ... on AllocationRule { id state version }
  ... on UserError { code message }`;
const SIMULATED = `query R($id: ID!) { allocationRule(id: $id) { state simulation { state hash current result {
  gifts amount paymentFees before { management covered } after { management covered }
  cities { region { code } before { direct pool fees total } after { direct pool fees total } difference { total } }
} } } }`;

interface Answer {
  __typename: string;
  id?: string;
  state?: string;
  code?: string;
  message?: string;
  faults?: { code: string; message: string; field: string; regionCode: string | null }[];
}
interface Share {
  direct: string;
  pool: string;
  fees: string;
  total: string;
}
interface Simulated {
  state: string;
  simulation: {
    state: string;
    hash: string | null;
    current: boolean;
    result: {
      gifts: number;
      amount: string;
      paymentFees: string;
      before: { management: string; covered: string };
      after: { management: string; covered: string };
      cities: { region: { code: string }; before: Share; after: Share; difference: { total: string } }[];
    } | null;
  } | null;
}

let installation: Installation;
let maker: GraphClient;
let checker: GraphClient;

beforeAll(async () => {
  installation = await Installation.start();
  [maker, checker] = await Promise.all([installation.signIn('maker'), installation.signIn('checker')]);
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

function draft(change: object = {}): object {
  return {
    method: 'TABLE',
    managementBp: 500,
    feeCarrier: 'GIFT',
    effectiveFrom: new Date(Date.now() + 86_400_000).toISOString(),
    note: '示例：两市三一分',
    cities: [
      { regionCode: '430100', weight: 3 },
      { regionCode: '430900', weight: 1, floorBp: 4000 },
    ],
    ...change,
  };
}

async function save(input: object): Promise<Answer> {
  const query = `mutation D($input: AllocationRuleInput!) { draftAllocationRule(input: $input) { ${ANSWER}
    ... on AllocationRuleRejectedError { faults { code message field regionCode } } } }`;
  return (await maker.ask<{ draftAllocationRule: Answer }>(query, { input })).draftAllocationRule;
}

async function simulate(id: string): Promise<NonNullable<Simulated['simulation']>> {
  const query = `mutation S($id: ID!) { simulateAllocationRule(id: $id, input: {}) { __typename } }`;
  expect(await maker.ask(query, { id })).toEqual({ simulateAllocationRule: { __typename: 'AllocationSimulation' } });
  for (let tries = 0; tries < 100; tries++) {
    const { allocationRule } = await maker.ask<{ allocationRule: Simulated }>(SIMULATED, { id });
    if (allocationRule.simulation?.state === 'DONE') return allocationRule.simulation;
    await sleep(100);
  }
  throw new Error('the worker did not simulate');
}

async function approve(client: GraphClient, id: string, hash: string) {
  const query = `mutation A($id: ID!, $hash: String!) {
    approveAllocationRule(id: $id, simulationHash: $hash, reason: "数字已核对") { ${ANSWER} } }`;
  return client.tryAsking<{ approveAllocationRule: Answer }>(query, { id, hash });
}

test('a draft with faults is refused with all of them, in words', async () => {
  const refused = await save(
    draft({
      managementBp: 1001,
      cities: [
        { regionCode: '430100', weight: 1, floorBp: 6000 },
        { regionCode: '430900', weight: 1, floorBp: 5000, capBp: 4000 },
        { regionCode: '110000', weight: 1 },
      ],
    }),
  );
  expect(refused).toMatchObject({ __typename: 'AllocationRuleRejectedError', code: 'rule_rejected' });
  expect(refused.faults?.map(({ code, regionCode }) => [code, regionCode])).toEqual([
    ['management_fee_out_of_range', null],
    ['floor_above_cap', '430900'],
    ['city_unknown', '110000'],
  ]);
  expect(refused.faults?.[1]?.message).toBe('益阳的下限 50% 高于上限 40%。');
  expect(await save(draft({ cities: [{ regionCode: '430100', weight: 1, capBp: 9999 }] }))).toMatchObject({
    faults: [{ code: 'caps_below_whole', message: '各市上限之和只有 99.99%，不到 100%，钱分不完。' }],
  });
});

test('a rule is drafted, simulated over what was given, and approved by a second person as simulated', async () => {
  const campaign = await installation.campaign();
  const donor = installation.visitor();
  const [pooled, designated] = [
    wishFor(campaign, { amount: '10000' }),
    wishFor(campaign, { amount: '20000', designation: { kind: 'REGION', regionCode: '430900' } }),
  ];
  for (const wish of [pooled, designated]) {
    await payFast(await pledge(donor, wish), CARDS.good);
    await seeUntil(donor, wish.id, ({ receipt }) => receipt !== null);
  }
  const { id = '', state } = await save(draft());
  expect(state).toBe('DRAFT');

  const posted = async () => (await installation.rows('SELECT last_position, head FROM ledger_book'))[0];
  const before = await posted();
  const { hash, result } = await simulate(id);
  expect(await posted()).toEqual(before);
  expect(result).toMatchObject({ gifts: 2, amount: '30000', before: { management: '0', covered: '0' } });
  expect(result?.after).toEqual({ management: '1500', covered: result?.paymentFees });
  const of = (code: string) => result?.cities.find(({ region }) => region.code === code);
  const { direct, pool } = of('430900')?.after ?? { direct: '0', pool: '0' };
  expect(of('430900')?.before.direct).toBe('20000');
  expect(of('430300')?.after.total).toBe('0');
  // Management takes 5%, the fee of the sandbox some more; a fen either way goes by the gift's number.
  const left = 9500n - (BigInt(result?.paymentFees ?? 0) - (19_000n - BigInt(direct)));
  const exact = (left * 2n) / 5n;
  expect([exact, exact + 1n]).toContain(BigInt(pool));
  expect(of('430100')?.after.total).toBe((left - BigInt(pool)).toString());

  expect((await approve(maker, id, hash ?? '')).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  const wrong = await approve(checker, id, 'f'.repeat(64));
  expect(wrong.data?.approveAllocationRule).toMatchObject({ __typename: 'SimulationOutdatedError' });

  // Nobody outside sees a draft; once approved, everybody may read what it says.
  const read = `query R($id: ID!) { allocationRule(id: $id) { summary content digest shares { region { shortName } weight share } } }`;
  expect(await donor.ask(read, { id })).toEqual({ allocationRule: null });
  const right = await approve(checker, id, hash ?? '');
  expect(right.data?.approveAllocationRule).toMatchObject({ __typename: 'AllocationRule', state: 'APPROVED' });
  const { allocationRule } = await donor.ask<{ allocationRule: { summary: string; content: string } }>(read, { id });
  expect(allocationRule).toMatchObject({
    summary:
      '指定城市的捐赠扣除下列费用后全部归该市妇联。没有指定的进入全省统筹，按公布的权重表分给 2 个市州妇联。' +
      '其中 1 个市州设有份额的下限或上限。每笔捐赠提取 5% 作为管理费，单独列示。支付手续费从捐赠中列支。',
    shares: [
      { region: { shortName: '长沙' }, weight: 3, share: '60.0000' },
      { region: { shortName: '益阳' }, weight: 2, share: '40.0000' },
    ],
  });
  expect(allocationRule.content).toContain('\nmanagementBp=500\nfeeCarrier=GIFT\n');

  const withdraw = `mutation W($id: ID!) { withdrawAllocationRule(id: $id, reason: "推迟") { ${ANSWER} } }`;
  expect(await checker.ask(withdraw, { id })).toMatchObject({ withdrawAllocationRule: { state: 'WITHDRAWN' } });
});

test('figures about cities are recorded by a maker and copied into rules', async () => {
  const query = `mutation F($figures: [CityFigureInput!]!) {
    recordCityFigures(kind: NEED, asOf: "2026-10-01", source: "示例", figures: $figures) {
      __typename ... on CityFigures { figures { region { code } value asOf } } ... on UserError { code } } }`;
  const record = (value: number) => maker.ask(query, { figures: [{ regionCode: '430900', value }] });
  expect(await record(-1)).toMatchObject({ recordCityFigures: { code: 'figure_out_of_range' } });
  expect(await record(777)).toMatchObject({ recordCityFigures: { __typename: 'CityFigures' } });
  const preview = `query P($input: AllocationRuleInput!) { previewAllocationRule(input: $input) {
    shares { region { code } basis asOf source } faults { code } } }`;
  const { previewAllocationRule } = await checker.ask<{
    previewAllocationRule: { shares: { region: { code: string }; basis: number; asOf: string }[]; faults: unknown[] };
  }>(preview, { input: draft({ method: 'NEED', cities: [] }) });
  expect(previewAllocationRule.faults).toEqual([]);
  expect(previewAllocationRule.shares.find(({ region }) => region.code === '430900')).toEqual({
    region: { code: '430900' },
    basis: 777,
    asOf: '2026-10-01',
    source: '示例',
  });
});
