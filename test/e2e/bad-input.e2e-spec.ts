import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import Stripe from 'stripe';
import { pledge, type GiftWish } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CREATE_PLEDGE, createPledge, wishFor, type PledgeAnswer } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { tracesOf } from '../support/traces.js';

jest.setTimeout(120_000);

const YIYANG = { kind: 'REGION', regionCode: '430900' } as const;
let installation: Installation;
let campaign: ExampleCampaign;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

const traces = (): Promise<Record<string, number>> => tracesOf(installation);

interface Refusal {
  type: string;
  code: string;
  zh: string;
  en: string;
  /** What else the answer says. */
  more?: Partial<PledgeAnswer> & { closedIn?: string };
}

const RANGE: Refusal = {
  type: 'AmountOutOfRangeError',
  code: 'amount_out_of_range',
  zh: '金额须在 ¥1.00 到 ¥50,000.00 之间',
  en: 'The amount must be between ¥1.00 and ¥50,000.00',
  more: { min: '100', max: '5000000' },
};
const DESIGNATION: Refusal = {
  type: 'UnknownDesignationError',
  code: 'designation_unknown',
  zh: '这个活动没有您选择的城市或战队',
  en: 'This campaign does not raise for the city or team you chose',
};
const field = (name: string, code: string, zh: string, en: string): Refusal => {
  return { type: 'FieldRejectedError', code, zh, en, more: { field: name } };
};
const markup = (name: string): Refusal => field(name, 'field_has_markup', '这里只能写文字', 'Words only, please');

describe('a gift that breaks a rule is refused in the words of its giver, and nothing is kept', () => {
  test.each<[string, Partial<GiftWish> & { payerName?: string }, Refusal]>([
    ['one fen below ¥1', { amount: '99' }, RANGE],
    ['nothing', { amount: '0' }, RANGE],
    ['less than nothing', { amount: '-6600' }, RANGE],
    ['one fen above the limit', { amount: '5000001' }, RANGE],
    ['a city of another province', { designation: { kind: 'REGION', regionCode: '440100' } }, DESIGNATION],
    ['a city that is none', { designation: { kind: 'REGION', regionCode: 'x' } }, DESIGNATION],
    ['a region without a city', { designation: { kind: 'REGION' } }, DESIGNATION],
    ['the pool with a city', { designation: { ...YIYANG, kind: 'PROVINCE_POOL' } }, DESIGNATION],
    ['a team that is none', { teamId: 'tem_01jx5s0f3ce8q8y9m1w2v3n4p5' }, DESIGNATION],
    [
      'a message of 141 characters',
      { message: '好'.repeat(141) },
      field('message', 'field_too_long', '最多 140 个字', 'At most 140 characters'),
    ],
    ['a message with a tag', { message: '<script>alert(1)</script>' }, markup('message')],
    ['a message with a link', { message: '来看 https://example.org' }, markup('message')],
    ['a name that turns the text around', { displayName: '示例\u202eabc' }, markup('displayName')],
    [
      'a name of 31 characters',
      { displayName: '名'.repeat(31) },
      field('displayName', 'field_too_long', '最多 30 个字', 'At most 30 characters'),
    ],
    ['a payer with a tag', { payerName: '<b>示例</b>' }, markup('payerName')],
    [
      'an address without a domain',
      { email: 'donor@' },
      field('email', 'email_malformed', '电子邮箱的格式不对', 'This e-mail address does not look right'),
    ],
    [
      'an unread plan',
      { planAcknowledged: false },
      field('planAcknowledged', 'plan_not_acknowledged', '请先阅读并确认募捐方案摘要', 'Please read and acknowledge'),
    ],
    [
      'an id that is none',
      { id: 'plg_1' },
      field('id', 'id_malformed', '捐赠号的格式不对', 'The gift’s number is malformed'),
    ],
  ])('%s', async (_, change, { type, code, zh, en, more }) => {
    const before = await traces();
    for (const [locale, sentence] of [['zh-CN', zh] as const, ['en', en] as const]) {
      const { answer, error } = await createPledge(installation.visitor(locale), wishFor(campaign, change));
      expect(error).toBeNull();
      expect(answer).toMatchObject({ __typename: type, code, message: expect.stringContaining(sentence), ...more });
    }
    expect(await traces()).toEqual(before);
  });

  test.each([['66.5'], ['66.50元'], ['abc'], [''], ['1e3'], ['٦٦٠٠'], [6600], [66.5], [null]])(
    'an amount that is not whole fen: %p',
    async (amount) => {
      const before = await traces();
      for (const [locale, sentence] of [
        ['zh-CN', '金额须是整数分'] as const,
        ['en', 'The amount must be whole fen'] as const,
      ]) {
        const { answer, error } = await createPledge(installation.visitor(locale), { ...wishFor(campaign), amount });
        expect(answer).toBeNull();
        expect(error).toMatchObject({ code: 'BAD_INPUT' });
        if (amount !== null) {
          expect(error).toMatchObject({ reason: 'amount_not_whole_fen', message: expect.stringContaining(sentence) });
        }
      }
      expect(await traces()).toEqual(before);
    },
  );

  test.each([
    ['draft', 'new-year', 'DRAFT', '草稿', 'draft'],
    ['ended', 'autumn-2026', 'ENDED', '已结束', 'ended'],
  ])('a campaign that is %s', async (_, slug, state, zh, en) => {
    const other = await installation.campaign(slug);
    const before = await traces();
    for (const [locale, sentence] of [['zh-CN', zh] as const, ['en', en] as const]) {
      const { answer } = await createPledge(installation.visitor(locale), wishFor(other));
      expect(answer).toMatchObject({
        __typename: 'CampaignClosedError',
        closedIn: state,
        message: expect.stringContaining(sentence),
      });
    }
    expect(await traces()).toEqual(before);
  });

  test('a campaign that does not exist', async () => {
    const { error } = await createPledge(installation.visitor(), wishFor({ id: 'cmp_01jx5s0f3ce8q8y9m1w2v3n4p5' }));
    expect(error).toMatchObject({ code: 'NOT_FOUND', reason: 'campaign_not_found', message: '没有找到这个募捐活动。' });
  });
});

describe("a pledge's id is its idempotency key", () => {
  const CONFLICT = JSON.stringify('CONFLICT');
  const told = ({ answer, error }: Awaited<ReturnType<typeof createPledge>>): string =>
    answer?.checkoutUrl ?? JSON.stringify(error?.code ?? answer);

  test('the same id and body, sent again and again, is one pledge with one payment', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign, { email: 'again@example.org' });
    const url = await pledge(client, wish);
    const before = await traces();
    expect(await pledge(client, wish)).toBe(url);
    expect(await pledge(client, { ...wish, displayName: null, message: null })).toBe(url);
    expect(await traces()).toEqual(before);
  });

  test('the same id with another body is a conflict, in words', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    await pledge(client, wish);
    const before = await traces();
    const { answer, error } = await createPledge(client, { ...wish, amount: '6601' });
    expect(answer).toBeNull();
    expect(error).toMatchObject({
      code: 'CONFLICT',
      reason: 'pledge_id_taken',
      message: expect.stringContaining('这个捐赠号已用于'),
    });
    expect(await traces()).toEqual(before);
  });

  test("another donor's id tells nothing: it looks missing when asked for, and like any conflict when sent", async () => {
    const wish = wishFor(campaign, { displayName: '示例甲' });
    const owner = installation.visitor();
    await pledge(owner, wish);
    const stranger = installation.visitor();
    await pledge(stranger, wishFor(campaign));
    const question = 'query Q($id: ID!) { pledge(id: $id) { state displayName } }';
    const missing = await stranger.tryAsking(question, { id: wishFor(campaign).id });
    expect(await stranger.tryAsking(question, { id: wish.id })).toEqual(missing);
    expect(missing).toEqual({ data: { pledge: null } });
    const own = await createPledge(owner, { ...wish, amount: '1' + wish.amount });
    expect(await createPledge(stranger, wish)).toEqual(own);
    expect(own.error?.code).toBe('CONFLICT');
  });

  test('fifty requests at once with two bodies are one pledge: one body is answered, the other is always a conflict', async () => {
    const client = installation.visitor();
    await pledge(client, wishFor(campaign)); // The browser has its cookie.
    const wish = wishFor(campaign);
    const bodies = [wish, { ...wish, amount: '6601' }];
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => createPledge(client, bodies[index % 2] ?? wish)),
    );
    const [first, second] = [0, 1].map((body) => new Set(answers.filter((__, index) => index % 2 === body).map(told)));
    const [answered, refused] = first?.has(CONFLICT) ? [second, first] : [first, second];
    expect([...(refused ?? [])]).toEqual([CONFLICT]);
    expect([...(answered ?? [])]).toEqual([expect.stringContaining(`${installation.sandboxUrl}/c/pay/`)]);
    expect(await installation.count('payment_attempt', 'pledge_id = $1', [wish.id])).toBe(1);
  });

  test("a stranger who sends another donor's id is answered to the byte, and as soon, as its owner with another body", async () => {
    const owner = installation.visitor();
    const wish = wishFor(campaign, { displayName: '示例乙', email: 'owner@example.org' });
    await pledge(owner, wish);
    const stranger = installation.visitor();
    await pledge(stranger, wishFor(campaign));
    const clashes: [GraphClient, object][] = [
      [owner, { ...wish, amount: '6601' }],
      [stranger, wish],
      [stranger, { ...wish, amount: '6601' }],
    ];
    const bytes = new Set<string>();
    const times = clashes.map((): number[] => []);
    for (let round = 0; round < 15; round++) {
      for (const [index, [client, input]] of clashes.entries()) {
        const began = performance.now();
        const body = JSON.stringify({ query: CREATE_PLEDGE, variables: { input } });
        const headers = { 'content-type': 'application/json' };
        const response = await client.fetch('/graphql', { method: 'POST', headers, body });
        bytes.add(`${response.status} ${await response.text()}`);
        times[index]?.push(performance.now() - began);
      }
    }
    expect([...bytes]).toEqual([expect.stringContaining('CONFLICT')]);
    const medians = times.map((each) => each.sort((a, b) => a - b)[7] ?? 0);
    expect(Math.max(...medians)).toBeLessThan(3 * Math.min(...medians) + 5);
  });

  test('fifty identical requests at once are one pledge, one attempt and one session', async () => {
    const client = installation.visitor();
    await pledge(client, wishFor(campaign)); // The browser has its cookie.
    const before = await traces();
    const wish = wishFor(campaign, { email: 'fifty@example.org' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => createPledge(client, wish)));
    const urls = new Set(answers.map(({ answer, error }) => answer?.checkoutUrl ?? JSON.stringify({ answer, error })));
    expect([...urls]).toEqual([expect.stringContaining(`${installation.sandboxUrl}/c/pay/`)]);
    const after = await traces();
    expect({ ...after, webhook_event: 0, outbox_message: 0 }).toEqual({
      ...before,
      pledge: (before['pledge'] ?? 0) + 1,
      pledge_transition: (before['pledge_transition'] ?? 0) + 1,
      payment_attempt: (before['payment_attempt'] ?? 0) + 1,
      personal_subject: (before['personal_subject'] ?? 0) + 1,
      sessions: (before['sessions'] ?? 0) + 1,
      webhook_event: 0,
      outbox_message: 0,
    });
  });
});

describe('a notification that cannot be trusted is not read', () => {
  beforeEach(() => installation.idle());

  const now = (): number => Math.floor(Date.now() / 1000);
  const event = (change: object = {}): string => {
    const object = { id: 'pi_forged', object: 'payment_intent', metadata: { attempt_id: 'att_forged' } };
    const made = {
      id: `evt_${Math.random().toString(36).slice(2)}`,
      object: 'event',
      type: 'payment_intent.succeeded',
    };
    return JSON.stringify({ ...made, data: { object }, ...change });
  };
  const sign = (payload: string, timestamp = now(), secret = installation.webhookSecret): string =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  const send = (payload: string, signature?: string): Promise<Response> =>
    fetch(`${installation.url}/webhooks/stripe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(signature ? { 'stripe-signature': signature } : {}) },
      body: payload,
    });

  test.each<[string, (payload: string) => [string, string | undefined]]>([
    ['no signature', (payload) => [payload, undefined]],
    ['a signature that is none', (payload) => [payload, 'v1=abc']],
    ["another's secret", (payload) => [payload, sign(payload, now(), 'whsec_somebody_else')]],
    ['a body changed by one byte', (payload) => [payload.replace('succeeded', 'succeedee'), sign(payload)]],
    ['a stamp ten minutes old', (payload) => [payload, sign(payload, now() - 600)]],
    ['a stamp from ten minutes ahead', (payload) => [payload, sign(payload, now() + 600)]],
    ['a body that is no event', () => ['[]x', sign('[]x')]],
  ])('%s', async (_, forge) => {
    const before = await traces();
    const response = await send(...forge(event()));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'BAD_INPUT' });
    expect(await traces()).toEqual(before);
  });

  test('an event of a type we do not know is kept once, and changes nothing', async () => {
    const payload = event({ type: 'treasury.of.the.future' });
    const before = await traces();
    for (let times = 0; times < 3; times++) expect((await send(payload, sign(payload))).status).toBe(200);
    expect(await traces()).toEqual({ ...before, webhook_event: (before['webhook_event'] ?? 0) + 1 });
    expect(
      await installation.count('webhook_event', `type = 'treasury.of.the.future' AND processed_at IS NOT NULL`),
    ).toBe(1);
  });

  test('an event about a payment of somebody else is kept, and changes nothing', async () => {
    const payload = event();
    expect((await send(payload, sign(payload))).status).toBe(200);
    await installation.idle();
    expect(await installation.count('pledge_transition', `actor LIKE '%forged%'`)).toBe(0);
  });
});
