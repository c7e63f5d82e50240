import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { addDays, chinaDay } from '#kernel';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, createPledge, wishFor } from '../support/gifts.js';
import { Installation } from '../support/installation.js';

jest.setTimeout(120_000);

const CHANGED = `__typename
  ... on Campaign { id slug state coverUrl }
  ... on UserError { code message }
  ... on FieldRejectedError { field }
  ... on InvalidStateError { currently: state }
  ... on PublishGateClosedError { faults { code message } }`;

interface Changed {
  __typename: string;
  id?: string;
  slug?: string;
  state?: string;
  coverUrl?: string | null;
  code?: string;
  message?: string;
  field?: string;
  currently?: string;
  faults?: { code: string; message: string }[];
}

let installation: Installation;
let maker: GraphClient;
let checker: GraphClient;

beforeAll(async () => {
  installation = await Installation.start();
  maker = await installation.signIn('maker');
  checker = await installation.signIn('checker');
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

const today = (): string => chinaDay(new Date());

/** A campaign as a maker writes it; everything the gate asks for is there. */
function draft(change: object = {}): object {
  const credit = '53430000MJ0000000X';
  return {
    title: '给困境母亲的一床新被（示例）',
    summary: '冬天来了，为她送去一床新被。',
    story: ['一床新被，一个暖冬。'],
    target: '10000000',
    startsAt: `${addDays(today(), -1)}T00:00:00Z`,
    endsAt: `${addDays(today(), 30)}T00:00:00Z`,
    purpose: '为困境母亲家庭购置棉被。',
    beneficiaries: '经四级妇联核实的困境母亲家庭。',
    useOfFunds: '购置并送到家。',
    cost: '不提取管理费。',
    leftovers: '用于同一项目。',
    responsiblePerson: '项目部负责人（示例）',
    filingNumber: `${credit}A26003`,
    filedOn: addDays(today(), -20),
    windowStart: addDays(today(), -5),
    windowEnd: addDays(today(), 40),
    regionCodes: ['430900', '430100'],
    ...change,
  };
}

async function change(client: GraphClient, verb: string, id: string, reason?: string): Promise<Changed> {
  const given = reason === undefined ? '' : ', reason: $reason';
  const declared = reason === undefined ? '' : ', $reason: String!';
  const query = `mutation M($id: ID!${declared}) { ${verb}Campaign(id: $id${given}) { ${CHANGED} } }`;
  const answer = await client.ask<Record<string, Changed>>(query, { id, ...(reason === undefined ? {} : { reason }) });
  return answer[`${verb}Campaign`] ?? { __typename: 'nothing' };
}

async function create(input: object, client = maker): Promise<Changed> {
  const query = `mutation M($input: CampaignInput!) { createCampaign(input: $input) { ${CHANGED.replace(/\.\.\. on (Publish)\w+ \{ faults \{[^}]*\} \}/, '')} } }`;
  return (await client.ask<{ createCampaign: Changed }>(query, { input })).createCampaign;
}

async function update(id: string, input: object): Promise<Changed> {
  const query = `mutation M($id: ID!, $input: CampaignInput!) { updateCampaign(id: $id, input: $input) { ${CHANGED.replace(/\.\.\. on (Publish)\w+ \{ faults \{[^}]*\} \}/, '')} } }`;
  return (await maker.ask<{ updateCampaign: Changed }>(query, { id, input })).updateCampaign;
}

describe('a campaign on its way to the public', () => {
  let id: string;
  let slug: string;

  test('starts as a draft that only staff see', async () => {
    const made = await create(
      draft({ filingNumber: null, filedOn: addDays(today(), -3), windowEnd: addDays(today(), 10) }),
    );
    expect(made).toMatchObject({ __typename: 'Campaign', state: 'DRAFT' });
    [id, slug] = [made.id ?? '', made.slug ?? ''];
    expect(
      await installation.visitor().ask('query C($slug: String!) { campaign(slug: $slug) { id } }', { slug }),
    ).toEqual({ campaign: null });
    expect((await installation.visitor().fetch(`/c/${slug}`)).status).toBe(404);
  });

  test('cannot be approved or published before it was sent to review', async () => {
    expect(await change(checker, 'approve', id, '看过了')).toMatchObject({
      __typename: 'InvalidStateError',
      currently: 'DRAFT',
      message: '活动当前是「草稿」，不能做这一步。',
    });
    expect(await change(maker, 'publish', id)).toMatchObject({ __typename: 'InvalidStateError', currently: 'DRAFT' });
  });

  test('is locked while it is in review', async () => {
    expect((await change(maker, 'submit', id)).state).toBe('IN_REVIEW');
    expect(await update(id, draft())).toMatchObject({ __typename: 'InvalidStateError', currently: 'IN_REVIEW' });
  });

  test('needs a reason to be sent back or approved', async () => {
    expect(await change(checker, 'reject', id, '  ')).toMatchObject({
      __typename: 'FieldRejectedError',
      field: 'reason',
      message: '请填写这一项。',
    });
  });

  test('may not be approved by whoever wrote it, even with a second role', async () => {
    await installation.rows(`UPDATE user_account SET role = 'STAFF_CHECKER' WHERE email = 'maker@example.org'`);
    const answer = await change(maker, 'approve', id, '我自己看过了');
    await installation.rows(`UPDATE user_account SET role = 'STAFF_MAKER' WHERE email = 'maker@example.org'`);
    expect(answer).toMatchObject({ __typename: 'SamePersonError', code: 'checker_must_not_be_maker' });
    expect(await installation.count('campaign', `id = $1 AND state = 'IN_REVIEW' AND approved_by IS NULL`, [id])).toBe(
      1,
    );
  });

  test('is approved by a second person, and then stopped at the gate, which names every fault', async () => {
    expect((await change(checker, 'approve', id, '材料齐全')).state).toBe('APPROVED');
    const closed = await change(maker, 'publish', id);
    expect(closed).toMatchObject({
      __typename: 'PublishGateClosedError',
      message: '还有 3 个条件没有满足，暂时不能上线。',
    });
    expect(closed.faults?.map(({ code }) => code).sort()).toEqual([
      'gate_filed_too_recently',
      'gate_filing_number_missing',
      'gate_window_outside_filed',
    ]);
    expect(closed.faults?.find(({ code }) => code === 'gate_filed_too_recently')?.message).toContain(
      addDays(today(), 7),
    );
    expect((await installation.visitor().fetch(`/c/${slug}`)).status).toBe(404);
  });

  test('a draft sent back, mended and approved goes live, and the public sees it', async () => {
    const mended = await create(draft());
    [id, slug] = [mended.id ?? '', mended.slug ?? ''];
    await change(maker, 'submit', id);
    expect((await change(checker, 'reject', id, '请补充故事')).state).toBe('REJECTED');
    expect(await update(id, draft({ story: ['一床新被，一个暖冬。', '送到她手里。'] }))).toMatchObject({
      state: 'REJECTED',
    });
    await change(maker, 'submit', id);
    await change(checker, 'approve', id, '材料齐全');
    expect(await change(maker, 'publish', id)).toMatchObject({ __typename: 'Campaign', state: 'LIVE' });
    const page = await (await installation.visitor().fetch(`/c/${slug}`)).text();
    expect(page).toContain('给困境母亲的一床新被（示例）');
    expect(page).toContain('送到她手里。');
  });

  test('takes gifts for the cities it raises for, and for no other', async () => {
    const client = installation.visitor();
    const gift = wishFor({ id }, { designation: { kind: 'REGION', regionCode: '430900' } });
    await payFast(await pledge(client, gift), CARDS.good);
    await seeUntil(client, gift.id, ({ receipt }) => receipt !== null);
    const pool = wishFor({ id }, { amount: '10000' });
    await payFast(await pledge(client, pool), CARDS.good);
    const seen = await seeUntil(client, pool.id, ({ receipt }) => receipt !== null);
    expect(seen.allocation.lines.map(({ orgUnit }) => orgUnit.name).sort()).toEqual([
      '益阳市妇女联合会',
      '长沙市妇女联合会',
    ]);
    const { answer } = await createPledge(
      client,
      wishFor({ id }, { designation: { kind: 'REGION', regionCode: '430200' } }),
    );
    expect(answer?.__typename).toBe('UnknownDesignationError');
  });

  test('is paused and resumed; while paused it takes no gift', async () => {
    expect((await change(checker, 'pause', id, '核实一条举报')).state).toBe('PAUSED');
    const { answer } = await createPledge(installation.visitor('en'), wishFor({ id }));
    expect(answer).toMatchObject({
      __typename: 'CampaignClosedError',
      closedIn: 'PAUSED',
      message: expect.stringContaining('(paused)'),
    });
    expect((await change(maker, 'resume', id, '举报不属实')).state).toBe('LIVE');
    expect((await createPledge(installation.visitor(), wishFor({ id }))).answer?.__typename).toBe('Pledge');
  });

  test('tells who did what, when and why, in order', async () => {
    const query =
      'query C($id: ID!) { staffCampaign(id: $id) { history { from to actor reason } publishGate { code } } }';
    const { staffCampaign } = await checker.ask<{ staffCampaign: { history: object[]; publishGate: object[] } }>(
      query,
      { id },
    );
    expect(staffCampaign.publishGate).toEqual([]);
    const [wrote, checked] = ['演示经办员', '演示复核员'];
    expect(staffCampaign.history).toEqual([
      { from: null, to: 'DRAFT', actor: wrote, reason: '新建' },
      { from: 'DRAFT', to: 'IN_REVIEW', actor: wrote, reason: '提交审核' },
      { from: 'IN_REVIEW', to: 'REJECTED', actor: checked, reason: '请补充故事' },
      { from: 'REJECTED', to: 'REJECTED', actor: wrote, reason: '修改了内容' },
      { from: 'REJECTED', to: 'IN_REVIEW', actor: wrote, reason: '提交审核' },
      { from: 'IN_REVIEW', to: 'APPROVED', actor: checked, reason: '材料齐全' },
      { from: 'APPROVED', to: 'LIVE', actor: wrote, reason: '通过上线检查并发布' },
      { from: 'LIVE', to: 'PAUSED', actor: checked, reason: '核实一条举报' },
      { from: 'PAUSED', to: 'LIVE', actor: wrote, reason: '举报不属实' },
    ]);
  });

  test('ends by itself when its window is over', async () => {
    await installation.rows(`UPDATE campaign SET ends_at = now() WHERE id = $1`, [id]);
    for (
      const deadline = Date.now() + 60_000;
      (await installation.count('campaign', `id = $1 AND state = 'ENDED'`, [id])) === 0;
    ) {
      if (Date.now() > deadline) throw new Error('it did not end');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(await change(maker, 'resume', id, '再开')).toMatchObject({
      __typename: 'InvalidStateError',
      currently: 'ENDED',
    });
  });
});

describe('a draft that breaks a rule is not kept', () => {
  test.each<[string, object, string]>([
    ['no title', { title: '  ' }, 'title'],
    ['a title of 61 characters', { title: '题'.repeat(61) }, 'title'],
    ['no story', { story: [] }, 'story'],
    ['a target of ¥99.99', { target: '9999' }, 'target'],
    ['an end before its start', { endsAt: '2020-01-01T00:00:00Z' }, 'endsAt'],
    ['a city of another province', { regionCodes: ['440100'] }, 'regionCodes'],
    ['a cover that was not uploaded', { coverKey: 'covers/../../secrets.json' }, 'coverKey'],
  ])('%s', async (_, broken, name) => {
    const before = await installation.count('campaign');
    expect(await create(draft(broken))).toMatchObject({ __typename: 'FieldRejectedError', field: name });
    expect(await installation.count('campaign')).toBe(before);
  });
});

describe('a cover', () => {
  let picture: Buffer<ArrayBuffer>;
  beforeAll(async () => {
    const drawn = sharp({ create: { width: 1200, height: 675, channels: 3, background: '#b3392f' } });
    picture = Buffer.from(await drawn.png().toBuffer());
  });
  const upload = (body: Buffer<ArrayBuffer>, type = 'image/png'): Promise<Response> =>
    maker.fetch('/uploads/covers', { method: 'POST', headers: { 'content-type': type }, body });

  test('is kept by its content, as WebP in the widths its page asks for, and shown to everybody', async () => {
    const response = await upload(picture);
    expect(response.status).toBe(201);
    const { key, url } = (await response.json()) as { key: string; url: string };
    expect(await (await upload(picture)).json()).toEqual({ key, url });
    expect(await create(draft({ coverKey: key }))).toMatchObject({ __typename: 'Campaign', coverUrl: url });
    for (const width of [480, 960, 1200]) {
      const shown = await installation.visitor().fetch(url.replace('-1200.', `-${width}.`));
      expect(shown.headers.get('content-type')).toBe('image/webp');
      expect((await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).width).toBe(width);
    }
  });

  test.each([
    ['a page that calls itself a picture', Buffer.from('<html><script>alert(1)</script></html>'), 400],
    ['nothing', Buffer.alloc(0), 400],
    ['a picture of more than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1, 'x'), 400],
  ])('%s is refused', async (_, body, status) => {
    const response = await upload(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code: 'BAD_INPUT' });
  });
});
