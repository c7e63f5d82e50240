import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, payOnPage, pledge, seeUntil } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { codeFor, lettersTo, signInAsDonor } from '../support/donors.js';
import { CARDS, createPledge, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { begunMonthly, changeMonthly, monthlyWish, seeMonthlyUntil, startMonthly } from '../support/monthly-gifts.js';
import { pdfText } from '../support/pdf.js';

jest.setTimeout(180_000);

const COMPANY_CODE = '91430100MA00000003';

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

interface Own {
  donor: {
    account: { id: string; email: string | null } | null;
    signInMethods: string[];
    years: { year: number; gifts: number; amount: string; statementUrl: string | null }[];
    monthlyGifts: { id: string; state: string }[];
    gifts: { edges: { node: { id: string; amount: string; state: string; pageUrl: string | null } }[] };
  };
}

const OWN = `query { donor {
  account { id email } signInMethods
  years { year gifts amount statementUrl }
  monthlyGifts { id state }
  gifts { edges { node { id amount state pageUrl } } }
} }`;

/** The words of a paper, without the breaks of its lines. */
const wordsIn = (bytes: Buffer): string => pdfText(bytes).replace(/\s/g, '');

const ownOf = async (client: GraphClient) => (await client.ask<Own>(OWN)).donor;
const giftsOf = async (client: GraphClient) => (await ownOf(client)).gifts.edges.map(({ node }) => node.id).sort();

async function give(client: GraphClient, change: Parameters<typeof wishFor>[1] = {}): Promise<string> {
  const wish = wishFor(campaign, change);
  await payFast(await pledge(client, wish), CARDS.good);
  await seeUntil(client, wish.id, ({ receipt }) => receipt?.downloadUrl != null);
  return wish.id;
}

describe('signing in where nothing but mail is set up', () => {
  test('offers nothing else', async () => {
    expect((await ownOf(installation.visitor())).signInMethods).toEqual(['EMAIL']);
    const { sendSignInCode } = await installation
      .visitor()
      .ask<{ sendSignInCode: { code: string } }>(
        'mutation($contact: String!) { sendSignInCode(contact: $contact) { ... on UserError { code } } }',
        { contact: '13800138000' },
      );
    expect(sendSignInCode.code).toBe('email_malformed');
  });
});

describe('my gifts', () => {
  test('are those of the account and of its address from any browser, and no one else’s', async () => {
    const email = 'Giver@example.org';
    const phone = installation.visitor();
    const asGuest = await give(phone, { email: ' giver@EXAMPLE.org ', displayName: '示例甲' });
    expect(await giftsOf(phone)).toEqual([asGuest]);
    const desk = await signInAsDonor(installation, email);
    const signedIn = await give(desk, { amount: '3000' });
    await give(installation.visitor(), { email: 'other@example.org' });
    expect(await giftsOf(desk)).toEqual([asGuest, signedIn].sort());
    const { years, gifts } = await ownOf(desk);
    expect(years).toMatchObject([{ gifts: 2, amount: '9600' }]);
    const page = new URL(gifts.edges[0]?.node.pageUrl ?? '', installation.url);
    const opened = await installation
      .visitor()
      .ask<{ pledge: object | null }>(
        'query($id: ID!, $token: String) { pledge(id: $id, accessToken: $token) { id } }',
        {
          id: page.pathname.split('/').at(-1),
          token: page.searchParams.get('token'),
        },
      );
    expect(opened.pledge).not.toBeNull();
    expect(await giftsOf(installation.visitor())).toEqual([]);

    const { pledge: seen } = await desk.ask<{ pledge: { certificateUrl: string } }>(
      'query($id: ID!) { pledge(id: $id) { certificateUrl } }',
      { id: signedIn },
    );
    const [shown, hidden] = await Promise.all(
      ['', '&amount=hide'].map(async (choice) => {
        const picture = await installation.visitor().fetch(`${seen.certificateUrl}${choice}`);
        expect(picture.headers.get('content-type')).toBe('image/png');
        return Buffer.from(await picture.arrayBuffer());
      }),
    );
    expect(shown?.equals(hidden ?? Buffer.alloc(0))).toBe(false);
    expect((await installation.visitor().fetch(`${seen.certificateUrl}x`)).status).toBe(404);

    const statement = await desk.fetch(years[0]?.statementUrl ?? '');
    expect(statement.headers.get('content-type')).toBe('application/pdf');
    const text = wordsIn(Buffer.from(await statement.arrayBuffer()));
    for (const words of ['年度捐赠明细', 'giver@example.org', '共2笔', '96.00', '玖拾陆元整'])
      expect(text).toContain(words);
    expect((await installation.visitor().fetch(years[0]?.statementUrl ?? '')).status).toBe(401);
    expect((await (await installation.signIn('maker')).fetch('/donor/export.json')).status).toBe(403);
  });

  test('of a company are receipted to its name and code; a code with a wrong check character is refused', async () => {
    const client = installation.visitor();
    const company = { payerName: '示例（长沙）商贸有限公司', creditCode: COMPANY_CODE };
    const { answer } = await createPledge(client, {
      ...wishFor(campaign),
      ...company,
      creditCode: '91430100MA00000004',
    });
    expect(answer).toMatchObject({ __typename: 'FieldRejectedError', field: 'creditCode' });
    const nameless = await createPledge(client, { ...wishFor(campaign), creditCode: COMPANY_CODE });
    expect(nameless.answer).toMatchObject({ __typename: 'FieldRejectedError', field: 'payerName' });
    const id = await give(client, company);
    const { receipt } = await seeUntil(client, id, (seen) => seen.receipt?.downloadUrl != null);
    const paper = await client.fetch(receipt?.downloadUrl ?? '');
    const text = wordsIn(Buffer.from(await paper.arrayBuffer()));
    expect(text).toContain(`交款人：示例（长沙）商贸有限公司统一社会信用代码：${COMPANY_CODE}`);
  });

  test('in somebody’s honour or memory are on the wall only if the giver wants it, and told by one card', async () => {
    const client = installation.visitor();
    const shown = { kind: 'IN_MEMORY', name: '示例外婆', shown: true, email: 'family@example.org' };
    const hidden = { kind: 'IN_HONOUR', name: '示例老师', shown: false };
    const first = await give(client, { honour: shown } as object);
    const second = await give(client, { honour: hidden } as object);
    await installation.idle();
    const { campaign: seen } = await client.ask<{
      campaign: { wall: { edges: { node: { honour: object | null } }[] } };
    }>(
      'query($slug: String!) { campaign(slug: $slug) { wall(first: 2) { edges { node { honour { kind name } } } } } }',
      { slug: campaign.slug },
    );
    expect(seen.wall.edges.map(({ node }) => node.honour)).toEqual([null, { kind: 'IN_MEMORY', name: '示例外婆' }]);
    const [letter, ...more] = lettersTo(installation, 'family@example.org');
    expect(more).toEqual([]);
    expect(letter).toMatch(/为纪念示例外婆/);
    expect(letter).not.toContain('66');
    const honourOf = async (id: string) =>
      (
        await client.ask<{ pledge: { honour: object } }>(
          'query($id: ID!) { pledge(id: $id) { honour { kind name shown cardAsked } } }',
          { id },
        )
      ).pledge.honour;
    expect(await honourOf(first)).toEqual({ kind: 'IN_MEMORY', name: '示例外婆', shown: true, cardAsked: true });
    expect(await honourOf(second)).toEqual({ kind: 'IN_HONOUR', name: '示例老师', shown: false, cardAsked: false });
    const open = await installation.rows('SELECT * FROM gift_honour');
    expect(JSON.stringify(open)).not.toContain('示例老师');
  });
});

describe('changing the address of the account', () => {
  let asker: GraphClient;
  const SEND = `mutation($id: ID!, $email: String!) { sendAddressCode(accountId: $id, email: $email) {
    __typename ... on UserError { code } } }`;
  const CHANGE = `mutation($id: ID!, $email: String!, $code: String!) {
    changeDonorAddress(accountId: $id, email: $email, code: $code) { __typename
      ... on DonorAddressChanged { email } ... on UserError { code } } }`;
  const idOf = async (client: GraphClient) => (await ownOf(client)).account?.id ?? '';
  const send = async (client: GraphClient, email: string) =>
    (await client.ask<{ sendAddressCode: object }>(SEND, { id: await idOf(client), email })).sendAddressCode;
  const change = async (client: GraphClient, email: string, code: string) =>
    (
      await client.ask<{ changeDonorAddress: { __typename: string } }>(CHANGE, {
        id: await idOf(client),
        email,
        code,
      })
    ).changeDonorAddress;

  test('keeps gifts and monthly letters with it, tells the old address, and leaves nothing to whoever has that one', async () => {
    const [left, taken] = ['leaver@example.org', 'arrived@example.org'];
    const asGuest = await give(installation.visitor(), { email: left });
    const client = await signInAsDonor(installation, left);
    const elsewhere = await signInAsDonor(installation, left);
    const monthly = monthlyWish(campaign, { first: { email: left } });
    const started = await startMonthly(client, monthly);
    await payOnPage(started.pledge?.checkoutUrl ?? '', CARDS.good);
    await seeMonthlyUntil(client, monthly.id, ({ state }) => state === 'ACTIVE');
    await installation.idle();
    const { account: before } = await ownOf(client);
    const gifts = await giftsOf(client);
    expect(gifts).toHaveLength(2);

    expect(await send(client, ' Arrived@Example.org')).toEqual({ __typename: 'AddressCodeSent' });
    const moved = await change(client, taken, codeFor(installation, taken));
    expect(moved).toEqual({ __typename: 'DonorAddressChanged', email: taken });
    expect((await ownOf(client)).account).toEqual({ ...before, email: taken });
    expect((await ownOf(elsewhere)).account).toBeNull();
    await changeMonthly(client, `stopMonthlyGift(id: "${monthly.id}")`);
    await installation.idle();
    const told = lettersTo(installation, left).filter((letter) => letter.includes('从这个邮箱改到了另一个邮箱'));
    expect(told).toHaveLength(1);
    expect(told[0]).not.toContain(taken);
    expect(lettersTo(installation, taken).at(-1)).toContain('月捐');

    const again = await signInAsDonor(installation, taken);
    expect((await ownOf(again)).account).toEqual({ ...before, email: taken });
    expect(await giftsOf(again)).toEqual(gifts);
    expect(gifts).toContain(asGuest);
    const heir = await signInAsDonor(installation, left);
    expect((await ownOf(heir)).account?.id).not.toBe(before?.id);
    expect(await giftsOf(heir)).toEqual([]);
    await installation.checks();
  });

  test('tells a stranger of no account: the page is answered alike, the letter says it, no code opens anything', async () => {
    const settled = 'settled@example.org';
    await signInAsDonor(installation, settled);
    const client = await signInAsDonor(installation, 'curious@example.org');
    asker = client;
    const answers = [];
    for (const email of [settled, 'unheard-of@example.org']) answers.push(await send(client, email));
    expect(answers).toEqual(Array(2).fill({ __typename: 'AddressCodeSent' }));
    const letter = lettersTo(installation, settled).at(-1) ?? '';
    expect(letter).toContain('这个邮箱已经有自己的账号');
    expect(letter).not.toMatch(/\b\d{6}\b/);
    expect(await change(client, settled, '000000')).toMatchObject({ __typename: 'SignInCodeError' });

    // Only whoever holds the address learns of an account that came in between.
    await send(client, 'late@example.org');
    const code = codeFor(installation, 'late@example.org');
    await signInAsDonor(installation, 'late@example.org');
    expect(await change(client, 'late@example.org', code)).toMatchObject({ __typename: 'AddressHasAccountError' });
  });

  test('takes a code once, for the account that asked, three tries at most, and no more letters than signing in', async () => {
    const other = await signInAsDonor(installation, 'other-asker@example.org');
    const wanted = 'wanted@example.org';
    await send(asker, wanted);
    const code = codeFor(installation, wanted);
    expect(await change(other, wanted, code)).toMatchObject({ __typename: 'SignInCodeError' });
    const wrong = code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await change(asker, wanted, wrong)).toMatchObject({ __typename: 'SignInCodeError' });
    }
    expect(await change(asker, wanted, code)).toMatchObject({ __typename: 'SignInCodeError' });
    for (let letters = 1; letters < 5; letters += 1) await send(asker, wanted);
    expect(await send(asker, wanted)).toMatchObject({ __typename: 'TooManyCodesError' });
    expect(await send(asker, 'Curious@example.org')).toMatchObject({ code: 'email_unchanged' });
    expect(await send(asker, 'nobody')).toMatchObject({ code: 'email_malformed' });
    const { errors } = await asker.tryAsking(SEND, { id: await idOf(other), email: wanted });
    expect(errors?.[0]?.extensions?.['code']).toBe('CONFLICT');
    for (const client of [installation.visitor(), await installation.signIn('maker')]) {
      const refused = await client.tryAsking(CHANGE, { id: 'x', email: wanted, code });
      expect(['UNAUTHENTICATED', 'FORBIDDEN']).toContain(refused.errors?.[0]?.extensions?.['code']);
    }
  });
});

describe('deleting the account', () => {
  const DELETE = `mutation($id: ID!, $stop: Boolean!) { deleteDonorAccount(accountId: $id, stopMonthlyGifts: $stop) {
    __typename ... on MonthlyGiftsGoOnError { count } } }`;
  const erase = async (client: GraphClient, stop: boolean) => {
    const id = (await ownOf(client)).account?.id;
    return (await client.ask<{ deleteDonorAccount: object }>(DELETE, { id, stop })).deleteDonorAccount;
  };

  test('stops monthly gifts first, erases what is personal, and leaves books that verify', async () => {
    const email = 'leaving@example.org';
    const client = await signInAsDonor(installation, email);
    const id = await give(client, { email, displayName: '示例乙', message: '再见。', payerName: '示例真名' });
    const monthly = await begunMonthly(client, campaign, CARDS.good);
    const exported = (await (await client.fetch('/donor/export.json')).json()) as {
      account: { contact: string };
      gifts: { id: string; payerName: string | null }[];
    };
    expect(exported.account.contact).toBe(email);
    expect(exported.gifts.find((gift) => gift.id === id)).toMatchObject({ payerName: '示例真名', email });

    expect(await erase(client, false)).toEqual({ __typename: 'MonthlyGiftsGoOnError', count: 1 });
    expect(await erase(client, true)).toMatchObject({ __typename: 'DonorAccountDeleted' });
    expect((await ownOf(client)).account).toBeNull();
    await installation.idle();

    const [row] = await installation.rows('SELECT state FROM monthly_gift WHERE id = $1', [monthly.id]);
    expect(row).toEqual({ state: 'ENDED' });
    const [left] = await installation.rows(
      `SELECT display_name, message, actor_hash, (SELECT count(*)::int FROM personal_subject WHERE id = pledge.subject_id) AS keys
       FROM pledge WHERE id = $1`,
      [id],
    );
    expect(left).toEqual({ display_name: null, message: null, actor_hash: 'erased', keys: 0 });
    const [paper] = await installation.rows<{ key: string }>(
      'SELECT storage_key AS key FROM receipt WHERE pledge_id = $1',
      [id],
    );
    const text = wordsIn(readFileSync(path.join(installation.dataDir, 'files', paper?.key ?? '')));
    expect(text).not.toContain('示例真名');
    expect(await giftsOf(await signInAsDonor(installation, email))).toEqual([]);
    await installation.checks();
  });

  test('is for a signed-in donor alone', async () => {
    for (const client of [installation.visitor(), await installation.signIn('maker')]) {
      const { errors } = await client.tryAsking(DELETE, { id: 'x', stop: true });
      expect(['UNAUTHENTICATED', 'FORBIDDEN']).toContain(errors?.[0]?.extensions?.['code']);
    }
    const donor = await signInAsDonor(installation, 'staying@example.org');
    const { errors } = await donor.tryAsking(DELETE, { id: 'another', stop: true });
    expect(errors?.[0]?.extensions?.['code']).toBe('CONFLICT');
  });
});
