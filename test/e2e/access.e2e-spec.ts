import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { audiencesOf } from '../../apps/api/graphql/access.guard.js';
import { buildSchema } from '../../apps/api/schema/schema-sources.js';
import { payOnPage, pledge, seeUntil, type GiftWish } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, CREATE_PLEDGE, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { sampleOperation } from '../support/sample-arguments.js';

jest.setTimeout(120_000);

const schema = await buildSchema();
const ROLES = ['nobody', 'DONOR', 'STAFF_MAKER', 'STAFF_CHECKER', 'FEDERATION', 'AUDITOR'] as const;
type Role = (typeof ROLES)[number];

let installation: Installation;
let campaign: ExampleCampaign;
let clients: Record<Role, GraphClient>;
let giver: GraphClient;
let gift: GiftWish;
let receiptUrl: string;

/** A person of a role the seed has nobody for, with the maker's password. */
async function invite(role: 'DONOR' | 'AUDITOR'): Promise<GraphClient> {
  const [id, email] = [`usr_${role.toLowerCase()}`, `${role.toLowerCase()}@example.org`];
  await installation.rows(
    `INSERT INTO user_account (id, name, email, email_verified, role) VALUES ($1, '示例', $2, true, $3::"Role")`,
    [id, email, role],
  );
  await installation.rows(
    `INSERT INTO user_credential (id, account_id, provider_id, user_id, password)
     SELECT $1, $1, 'credential', $1, password FROM user_credential
     JOIN user_account maker ON maker.id = user_id WHERE maker.email = 'maker@example.org'`,
    [id],
  );
  const client = installation.visitor();
  await client.signIn(email, 'demo-maker-2026');
  return client;
}

beforeAll(async () => {
  installation = await Installation.start({ env: { TRUST_PROXY: '1' } });
  campaign = await installation.campaign();
  clients = {
    nobody: installation.visitor(),
    DONOR: await invite('DONOR'),
    STAFF_MAKER: await installation.signIn('maker'),
    STAFF_CHECKER: await installation.signIn('checker'),
    FEDERATION: await installation.signIn('yiyang'),
    AUDITOR: await invite('AUDITOR'),
  };
  giver = installation.visitor();
  gift = wishFor(campaign, { designation: { kind: 'REGION', regionCode: '430900' }, email: 'giver@example.org' });
  await payOnPage(await pledge(giver, gift), CARDS.good);
  const seen = await seeUntil(giver, gift.id, ({ receipt }) => receipt?.downloadUrl != null);
  receiptUrl = seen.receipt?.downloadUrl ?? '';
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

/** What a role is told: `open`, or the code that keeps it out. */
async function told(role: Role, query: string, variables: Record<string, unknown> = {}): Promise<string> {
  const { errors = [] } = await clients[role].tryAsking(query, variables);
  const codes = errors.map(({ extensions }) => String(extensions?.['code']));
  return codes.find((code) => code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') ?? 'open';
}

describe('every operation is open to whom it declares and to nobody else', () => {
  const operations = (['query', 'mutation'] as const).flatMap((kind) => {
    const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
    return Object.values(type?.getFields() ?? {}).map((field) => ({
      name: field.name,
      audiences: audiencesOf(field.extensions) ?? [],
      query: sampleOperation(kind, field),
    }));
  });

  test.each(operations)('$name: $audiences', async ({ audiences, query }) => {
    for (const role of ROLES) {
      const isOpen = audiences.includes('PUBLIC') || (audiences as readonly string[]).includes(role);
      const kept = role === 'nobody' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      expect({ role, told: await told(role, query) }).toEqual({ role, told: isOpen ? 'open' : kept });
    }
  });

  test('as people agreed it: who may do what is written down here a second time', () => {
    const declared = Object.fromEntries(
      operations.map(({ name, audiences }) => [name, [...audiences].sort().join(' ')]),
    );
    expect(declared).toEqual({
      allocationRule: 'PUBLIC',
      allocationRules: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      previewAllocationRule: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      requestRefund: 'PUBLIC',
      cancelRefundRequest: 'PUBLIC',
      changeDonorAddress: 'DONOR',
      refund: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      refunds: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      refundCounts: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      previewRefund: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      proposeRefund: 'STAFF_MAKER',
      approveRefund: 'STAFF_CHECKER',
      rejectRefund: 'STAFF_CHECKER STAFF_MAKER',
      dispute: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      disputes: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      defendDispute: 'STAFF_CHECKER STAFF_MAKER',
      acceptDispute: 'STAFF_CHECKER STAFF_MAKER',
      cityFigures: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      draftAllocationRule: 'STAFF_MAKER',
      editAllocationRule: 'STAFF_MAKER',
      simulateAllocationRule: 'STAFF_CHECKER STAFF_MAKER',
      approveAllocationRule: 'STAFF_CHECKER',
      withdrawAllocationRule: 'STAFF_CHECKER STAFF_MAKER',
      withdrawNews: 'STAFF_CHECKER STAFF_MAKER',
      recordCityFigures: 'STAFF_MAKER',
      campaign: 'PUBLIC',
      campaigns: 'PUBLIC',
      team: 'PUBLIC',
      findTeams: 'PUBLIC',
      openTeam: 'PUBLIC',
      acceptCoCaptain: 'PUBLIC',
      reportTeam: 'PUBLIC',
      teamDesk: 'PUBLIC',
      teamReview: 'PUBLIC',
      editTeam: 'PUBLIC',
      inviteCoCaptain: 'PUBLIC',
      latestBooksHead: 'PUBLIC',
      handOverTeam: 'PUBLIC',
      closeTeam: 'PUBLIC',
      staffTeams: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      reviewTeam: 'STAFF_CHECKER STAFF_MAKER',
      takeDownTeam: 'STAFF_CHECKER STAFF_MAKER',
      pledge: 'PUBLIC',
      regions: 'PUBLIC',
      viewer: 'PUBLIC',
      statistics: 'PUBLIC',
      donor: 'PUBLIC',
      sendSignInCode: 'PUBLIC',
      signInByCode: 'PUBLIC',
      deleteDonorAccount: 'DONOR',
      newsSubscription: 'PUBLIC',
      subscribeToNews: 'PUBLIC',
      confirmNewsSubscription: 'PUBLIC',
      endNewsSubscription: 'PUBLIC',
      publishNews: 'STAFF_CHECKER STAFF_MAKER',
      fund: 'FEDERATION',
      cityBridges: 'PUBLIC',
      trialBalance: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      incomeAndSpending: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      ledgerAccounts: 'AUDITOR FEDERATION STAFF_CHECKER STAFF_MAKER',
      accountStatement: 'AUDITOR FEDERATION STAFF_CHECKER STAFF_MAKER',
      entryPostings: 'AUDITOR FEDERATION STAFF_CHECKER STAFF_MAKER',
      posting: 'AUDITOR FEDERATION STAFF_CHECKER STAFF_MAKER',
      pledges: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      staffCampaign: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      staffCampaigns: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      booksHealth: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      reallocation: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      reallocations: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      rulesForReallocation: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      checkBooks: 'STAFF_CHECKER STAFF_MAKER',
      cities: 'PUBLIC',
      city: 'PUBLIC',
      resumePosting: 'STAFF_CHECKER',
      previewReallocation: 'STAFF_MAKER',
      proposeReallocation: 'STAFF_MAKER',
      approveReallocation: 'STAFF_CHECKER',
      rejectReallocation: 'STAFF_CHECKER STAFF_MAKER',
      continueReallocation: 'STAFF_CHECKER STAFF_MAKER',
      createPledge: 'PUBLIC',
      // A pledge is paid again or given up by its cookie or its signed link only.
      payPledge: 'PUBLIC',
      cancelPledge: 'PUBLIC',
      paymentExceptions: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      returnHeldPayment: 'STAFF_CHECKER',
      reconciliation: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      reconciliationRuns: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      differences: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      payout: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      payouts: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      bankStatements: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      runReconciliation: 'STAFF_CHECKER STAFF_MAKER',
      sendAddressCode: 'DONOR',
      actOnDifference: 'STAFF_CHECKER STAFF_MAKER',
      explainDifference: 'STAFF_CHECKER STAFF_MAKER',
      reopenDifference: 'STAFF_CHECKER STAFF_MAKER',
      previewBankStatement: 'STAFF_CHECKER STAFF_MAKER',
      importBankStatement: 'STAFF_CHECKER STAFF_MAKER',
      linkBankLine: 'STAFF_CHECKER STAFF_MAKER',
      agreeToWriteOff: 'STAFF_CHECKER',
      // Open to everybody, and to nobody without the cookie or the signed link of the gift.
      monthlyGift: 'PUBLIC',
      startMonthlyGift: 'PUBLIC',
      changeMonthlyAmount: 'PUBLIC',
      changeMonthlyDay: 'PUBLIC',
      pauseMonthlyGift: 'PUBLIC',
      resumeMonthlyGift: 'PUBLIC',
      stopMonthlyGift: 'PUBLIC',
      undoStopMonthlyGift: 'PUBLIC',
      openMonthlyCardUpdate: 'PUBLIC',
      confirmMonthlyCard: 'PUBLIC',
      payMonthlyGift: 'PUBLIC',
      monthlyGifts: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      newsItem: 'PUBLIC',
      monthlyGiftCounts: 'AUDITOR STAFF_CHECKER STAFF_MAKER',
      cancelMonthlyGift: 'STAFF_CHECKER STAFF_MAKER',
      reportConcern: 'PUBLIC',
      createCampaign: 'STAFF_MAKER',
      updateCampaign: 'STAFF_MAKER',
      submitCampaign: 'STAFF_MAKER',
      publishCampaign: 'STAFF_MAKER',
      approveCampaign: 'STAFF_CHECKER',
      rejectCampaign: 'STAFF_CHECKER',
      pauseCampaign: 'STAFF_CHECKER STAFF_MAKER',
      resumeCampaign: 'STAFF_CHECKER STAFF_MAKER',
    });
  });
});

describe('what staff see of a thing stays closed to those who may see the thing', () => {
  const STAFF = ['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR'];

  test.each([
    ["a campaign's history", '{ campaign(slug: "warm-2026") { history { actor } } }'],
    ["a campaign's publish gate", '{ campaign(slug: "warm-2026") { publishGate { code } } }'],
    ["a rule's history", '{ campaign(slug: "warm-2026") { rule { history { actor } } } }'],
    ["a rule's simulation", '{ campaign(slug: "warm-2026") { rule { simulation { state } } } }'],
  ])('%s', async (_, query) => {
    for (const role of ROLES) {
      const kept = role === 'nobody' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      expect({ role, told: await told(role, query) }).toEqual({ role, told: STAFF.includes(role) ? 'open' : kept });
    }
  });

  test("a pledge's history: not even its giver", async () => {
    const query = 'query Q($id: ID!) { pledge(id: $id) { id history { reason } } }';
    const { data, errors } = await giver.tryAsking(query, { id: gift.id });
    expect(data).toEqual({ pledge: null });
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect(await told('STAFF_MAKER', query, { id: gift.id })).toBe('open');
  });

  test.each(['nobody', 'DONOR', 'FEDERATION'] as const)("another's gift does not exist for %s", async (role) => {
    const answer = await clients[role].tryAsking('query Q($id: ID!) { pledge(id: $id) { id amount } }', {
      id: gift.id,
    });
    expect(answer).toEqual({ data: { pledge: null } });
  });

  test('a draft does not exist for the public', async () => {
    const query = '{ campaign(slug: "new-year") { title } }';
    expect(await clients.nobody.ask(query)).toEqual({ campaign: null });
    expect(await clients.FEDERATION.ask(query)).toEqual({ campaign: null });
    expect(await clients.STAFF_CHECKER.ask(query)).toMatchObject({ campaign: { title: expect.any(String) } });
  });

  test('what staff see of a gift names no address and no payer', () => {
    const fields = Object.keys(
      (schema.getType('Pledge') as { getFields?: () => object } | undefined)?.getFields?.() ?? {},
    );
    expect(fields).toContain('displayName');
    expect(fields.filter((field) => /email|payer|contact|phone/i.test(field))).toEqual([]);
  });
});

describe('a federation sees its own fund only', () => {
  const LINES =
    'query F($after: String) { fund { orgUnit { name } balance lines(first: 10, after: $after) { edges { cursor node { amount } } } } }';
  interface Answer {
    fund: {
      orgUnit: { name: string };
      balance: string;
      lines: { edges: { cursor: string; node: { amount: string } }[] };
    };
  }

  test("on its page, also with another's place in the list", async () => {
    const yiyang = await clients.FEDERATION.ask<Answer>(LINES);
    expect(yiyang.fund).toMatchObject({ orgUnit: { name: '益阳市妇女联合会' }, balance: '6600' });
    const changsha = await installation.signIn('changsha');
    const after = yiyang.fund.lines.edges[0]?.cursor;
    for (const variables of [{}, { after }]) {
      const { fund } = await changsha.ask<Answer>(LINES, variables);
      expect(fund).toMatchObject({ orgUnit: { name: '长沙市妇女联合会' }, balance: '0', lines: { edges: [] } });
    }
    expect(await (await changsha.fetch('/exports/fund.csv')).text()).not.toContain('66.00');
  });
});

describe('addresses beside GraphQL are closed the same way', () => {
  test.each<[string, string, Role, number]>([
    ['GET', '/exports/fund.csv', 'nobody', 401],
    ['GET', '/exports/fund.csv', 'STAFF_MAKER', 403],
    ['GET', '/exports/fund.csv', 'AUDITOR', 403],
    ['GET', '/exports/fund.xlsx', 'FEDERATION', 200],
    ['GET', '/exports/fund.exe', 'FEDERATION', 404],
    ['GET', '/exports/fund.csv?from=yesterday', 'FEDERATION', 400],
    ['GET', '/ops/queues', 'nobody', 401],
    ['GET', '/ops/queues', 'FEDERATION', 403],
    ['GET', '/ops/queues', 'STAFF_CHECKER', 200],
    ['GET', '/ops/queues/api/queues', 'nobody', 401],
    ['GET', '/ops/queues/api/queues', 'STAFF_MAKER', 200],
    ['POST', '/uploads/covers', 'nobody', 401],
    ['POST', '/uploads/covers', 'STAFF_CHECKER', 403],
    ['POST', '/uploads/covers', 'FEDERATION', 403],
    ['GET', '/files/covers/..%2f..%2fsandbox.json', 'nobody', 404],
    ['GET', '/dev/mail/..%2fsandbox', 'nobody', 404],
  ])('%s %s as %s: %i', async (method, address, role, status) => {
    const body = method === 'POST' ? Buffer.from('x') : null;
    const headers = { 'content-type': 'image/png' };
    const response = await clients[role].fetch(address, { method, ...(body ? { body, headers } : {}) });
    expect(response.status).toBe(status);
  });

  test('a receipt opens for its link alone', async () => {
    const [path = ''] = receiptUrl.split('?');
    expect((await installation.visitor().fetch(receiptUrl)).status).toBe(200);
    expect((await giver.fetch(path)).status).toBe(404);
    expect((await clients.STAFF_MAKER.fetch(path)).status).toBe(404);
    expect((await giver.fetch(`${path}?token=wrong`)).status).toBe(404);
    const other = receiptUrl.replace(gift.id, wishFor(campaign).id);
    expect((await giver.fetch(other)).status).toBe(404);
  });
});

describe("another site's page cannot act for a visitor", () => {
  const post = (address: string, body: string, headers: Record<string, string>): Promise<Response> =>
    fetch(`${installation.url}${address}`, { method: 'POST', body, headers, redirect: 'manual' });
  const foreign = { origin: 'https://evil.example' };

  test('it may not sign anybody in', async () => {
    const body = JSON.stringify({ email: 'maker@example.org', password: 'demo-maker-2026' });
    const cookie = 'yiqijuan.visitor=x';
    const response = await post('/api/auth/sign-in/email', body, {
      ...foreign,
      cookie,
      'content-type': 'application/json',
    });
    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie().join()).not.toContain('session_token');
  });

  test('a form or a plain request of it makes no pledge', async () => {
    const before = await installation.count('pledge');
    const body = JSON.stringify({ query: CREATE_PLEDGE, variables: { input: wishFor(campaign) } });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await post('/graphql', body, { ...foreign, 'content-type': type })).status).toBeGreaterThanOrEqual(400);
    }
    const query = new URLSearchParams({ query: 'mutation { submitCampaign(id: "x") { __typename } }' });
    const byAddress = await fetch(`${installation.url}/graphql?${query.toString()}`, {
      headers: { ...foreign, 'apollo-require-preflight': '1' },
    });
    expect(byAddress.status).toBeGreaterThanOrEqual(400);
    expect(await installation.count('pledge')).toBe(before);
  });

  test('a browser that asks first is not invited', async () => {
    const headers = {
      ...foreign,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const response = await fetch(`${installation.url}/graphql`, { method: 'OPTIONS', headers });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('cookies stay on this site and out of scripts', async () => {
    const client = await fetch(`${installation.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: CREATE_PLEDGE, variables: { input: wishFor(campaign) } }),
    });
    const [cookie = ''] = client.headers.getSetCookie();
    expect(cookie).toMatch(/^yiqijuan\.visitor=[\w-]{43};/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });
});

describe('an operation that would cost too much is refused before it runs', () => {
  test.each([
    [
      'deeper than any page asks',
      `{ campaigns { edges { node { wall { edges { node { designation { region { ${'x { '.repeat(8)} x ${'}'.repeat(8)} } } } } } } } } }`,
    ],
    [
      'the same field twenty-one times',
      `{ ${Array.from({ length: 21 }, (_, index) => `a${index}: regions { code }`).join(' ')} }`,
    ],
    ['more than 2,000 words', `{ regions { ${'code '.repeat(2001)} } }`],
  ])('%s', async (_, query) => {
    const { data, errors } = await clients.nobody.tryAsking(query);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_INPUT');
  });

  test.each([[0], [101], [-1]])('a page of %i rows', async (first) => {
    const { errors } = await clients.nobody.tryAsking(
      'query P($first: Int!) { campaigns(first: $first) { edges { cursor } } }',
      { first },
    );
    expect(errors?.[0]).toMatchObject({ message: '每页的条数须在 1 到 100 之间。', extensions: { code: 'BAD_INPUT' } });
  });
});

describe('signing in', () => {
  const attempt = (email: string, password: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${installation.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: installation.url, ...headers },
      body: JSON.stringify({ email, password }),
    });
  const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

  test('a wrong password and an unknown person look alike', async () => {
    const wrong = await attempt('maker@example.org', 'not-the-password', from('203.0.113.1'));
    const unknown = await attempt('nobody@example.org', 'not-the-password', from('203.0.113.1'));
    expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()]);
    expect(wrong.status).toBe(401);
  });

  test('nobody signs up by themselves', async () => {
    const before = await installation.count('user_account');
    const body = JSON.stringify({
      email: 'new@example.org',
      password: 'a-long-password',
      name: 'x',
      role: 'STAFF_CHECKER',
    });
    const headers = { 'content-type': 'application/json', origin: installation.url };
    const response = await fetch(`${installation.url}/api/auth/sign-up/email`, { method: 'POST', headers, body });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await installation.count('user_account')).toBe(before);
  });

  test('signing out ends the session on the server: the old cookie opens nothing', async () => {
    const response = await attempt('checker@example.org', 'demo-checker-2026', from('203.0.113.2'));
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const headers = { cookie, origin: installation.url, 'content-type': 'application/json' };
    const viewer = async (): Promise<unknown> =>
      (
        await fetch(`${installation.url}/graphql`, { method: 'POST', headers, body: '{"query":"{ viewer { role } }"}' })
      ).json();
    expect(await viewer()).toEqual({ data: { viewer: { role: 'STAFF_CHECKER' } } });
    await fetch(`${installation.url}/api/auth/sign-out`, { method: 'POST', headers, body: '{}' });
    expect(await viewer()).toEqual({ data: { viewer: null } });
  });

  test('too many tries from one address are held back, whatever it claims to forward', async () => {
    const statuses: number[] = [];
    for (let times = 1; times <= 12; times++) {
      const headers = from(`198.51.100.${times}, 203.0.113.9`); // The last one is what our own proxy adds.
      statuses.push((await attempt('maker@example.org', 'guess', headers)).status);
    }
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(statuses.slice(10)).toEqual([429, 429]);
    expect((await attempt('maker@example.org', 'demo-maker-2026', from('203.0.113.9'))).status).toBe(429);
    expect((await attempt('maker@example.org', 'demo-maker-2026', from('203.0.113.10'))).status).toBe(200);
  });
});
