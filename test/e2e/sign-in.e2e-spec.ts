import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { codeFor, lettersTo, signInAsDonor } from '../support/donors.js';
import { Installation } from '../support/installation.js';
import { SignInServices } from '../support/sign-in-services.js';
import { openTeam, teamWish } from '../support/teams.js';

jest.setTimeout(120_000);

let outside: SignInServices;
let installation: Installation;

beforeAll(async () => {
  outside = await SignInServices.start();
  installation = await Installation.start({ env: outside.env });
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
  await outside?.close();
});

interface Door {
  account: { id: string; email: string | null; phone: string | null } | null;
  signInMethods: string[];
}

const ownOf = async (client: GraphClient) =>
  (await client.ask<{ donor: Door }>('{ donor { account { id email phone } signInMethods } }')).donor;

describe('signing in by code', () => {
  const SEND = `mutation($contact: String!) { sendSignInCode(contact: $contact) { __typename ... on UserError { code } } }`;
  const ENTER = `mutation($contact: String!, $code: String!) {
    signInByCode(contact: $contact, code: $code) { __typename ... on UserError { code } } }`;

  test('answers alike whether or not there is an account, and keeps no address in the open', async () => {
    const email = 'known@example.org';
    const known = await signInAsDonor(installation, email);
    expect((await ownOf(known)).account).toMatchObject({ email });
    const stranger = installation.visitor();
    const answers = [];
    for (const contact of [email, 'never-seen@example.org', 'maker@example.org']) {
      answers.push(await stranger.ask(SEND, { contact }));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const rows = await installation.rows<{ all: string }>(
      `SELECT concat_ws(' ', u.email, u.name, v.identifier, v.value) AS all FROM user_account u, user_verification v WHERE u.role = 'DONOR'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('known');
  });

  test('takes a code once, three tries at most, and not for another address', async () => {
    const visitor = installation.visitor();
    const contact = 'tries@example.org';
    const enter = async (who: string, code: string) =>
      (await visitor.ask<{ signInByCode: { __typename: string } }>(ENTER, { contact: who, code })).signInByCode
        .__typename;
    await visitor.ask(SEND, { contact });
    const code = codeFor(installation, contact);
    expect(code).toMatch(/^\d{6}$/);
    expect(await enter('other@example.org', code)).toBe('SignInCodeError');
    expect(await enter(contact, code)).toBe('DonorSignedIn');
    expect(await enter(contact, code)).toBe('SignInCodeError');
    await visitor.ask(SEND, { contact });
    const wrong = codeFor(installation, contact) === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 3; tries += 1) expect(await enter(contact, wrong)).toBe('SignInCodeError');
    expect(await enter(contact, codeFor(installation, contact))).toBe('SignInCodeError');
  });

  test('sends five codes an hour to one address, and says when to ask again', async () => {
    const visitor = installation.visitor();
    const send = async () =>
      (await visitor.ask<{ sendSignInCode: { __typename: string } }>(SEND, { contact: 'flooded@example.org' }))
        .sendSignInCode.__typename;
    const answers = [];
    for (let count = 0; count < 6; count += 1) answers.push(await send());
    expect(answers).toEqual([...Array<string>(5).fill('SignInCodeSent'), 'TooManyCodesError']);
    expect(lettersTo(installation, 'flooded@example.org')).toHaveLength(5);
  });

  test('has no other door: the library’s own, and a password for a donor, stay shut', async () => {
    const visitor = installation.visitor();
    for (const door of ['sign-in/email-otp', 'email-otp/send-verification-otp', 'email-otp/reset-password']) {
      const response = await visitor.fetch(`/api/auth/${door}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'maker@example.org', otp: '123456', type: 'sign-in', password: 'x'.repeat(12) }),
      });
      expect([door, response.status]).toEqual([door, 404]);
    }
  });
});

describe('other ways in, each against a stand-in that speaks its HTTP', () => {
  const from = async (client: GraphClient) => {
    const response = await client.fetch('/api/auth/sign-in/social', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'wechat', callbackURL: '/my', errorCallbackURL: '/en/my' }),
    });
    return new URL(((await response.json()) as { url: string }).url);
  };
  /** What WeChat does once the person has chosen: sends them back with the state, and a code if they said yes. */
  const comeBack = async (client: GraphClient, page: URL, change: Record<string, string | null>) => {
    const back = new URL(page.searchParams.get('redirect_uri') ?? '');
    const query = { state: page.searchParams.get('state'), ...change };
    for (const [name, value] of Object.entries(query)) if (value !== null) back.searchParams.set(name, value);
    const response = await client.fetch(`${back.pathname}${back.search}`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    return new URL(response.headers.get('location') ?? '', installation.url);
  };
  const accountOf = async (client: GraphClient) => (await ownOf(client)).account?.id ?? null;

  test('with WeChat: the same person is the same account, and nothing of them is kept but that', async () => {
    const [phone, desk, other] = [installation.visitor(), installation.visitor(), installation.visitor()];
    expect((await ownOf(phone)).signInMethods).toEqual(['EMAIL', 'SMS', 'WECHAT']);
    const page = await from(phone);
    expect(`${page.origin}${page.pathname}`).toBe('https://open.weixin.qq.com/connect/qrconnect');
    expect(Object.fromEntries(page.searchParams)).toMatchObject({ appid: outside.appId, scope: 'snsapi_login' });
    expect((await comeBack(phone, page, { code: outside.codeOf('示例甲') })).pathname).toBe('/my');
    const account = await accountOf(phone);
    expect(account).not.toBeNull();
    await comeBack(desk, await from(desk), { code: outside.codeOf('示例甲') });
    expect(await accountOf(desk)).toBe(account);
    await comeBack(other, await from(other), { code: outside.codeOf('示例乙') });
    expect(await accountOf(other)).not.toBe(account);
    const kept = await installation.rows(
      `SELECT u.name, u.image, c.access_token, c.refresh_token FROM user_credential c JOIN user_account u ON u.id = c.user_id
       WHERE c.provider_id = 'wechat'`,
    );
    const nothing = { name: '', image: null, access_token: null, refresh_token: null };
    expect(kept).toEqual([nothing, nothing]);
  });

  test('with WeChat: declined, a spent code, a state that is not this browser’s, and silence lead back unsigned', async () => {
    const client = installation.visitor();
    const declined = await comeBack(client, await from(client), {});
    expect(`${declined.pathname}${declined.search}`).toBe('/en/my?error=no_code');
    const spent = outside.codeOf('示例丙');
    const once = installation.visitor();
    await comeBack(once, await from(once), { code: spent });
    expect((await comeBack(client, await from(client), { code: spent })).search).toBe('?error=invalid_code');

    const code = outside.codeOf('示例丁');
    const forged = await comeBack(client, await from(client), { code, state: 'forged' });
    expect(forged.pathname).toBe('/my');
    expect(forged.search).toMatch(/^\?error=/);
    const page = await from(installation.visitor());
    expect((await comeBack(client, page, { code })).search).toMatch(/^\?error=/);

    for (const trouble of ['status 500', 'no answer'] as const) {
      outside.wechatIs(trouble);
      const away = await comeBack(client, await from(client), { code: outside.codeOf('示例丁') });
      expect(`${away.pathname}${away.search}`).toBe('/en/my?error=invalid_code');
    }
    outside.wechatIs('well');
    expect(await accountOf(client)).toBeNull();
    expect(installation.api.output).not.toContain(outside.secret);
    expect((await ownOf(client)).signInMethods).toContain('EMAIL');
    await signInAsDonor(installation, 'by-mail-instead@example.org');
  });

  test('with a phone: the code comes by text message, once, and a gateway that is away is said to be', async () => {
    const send = async (contact: string) =>
      (
        await installation
          .visitor()
          .ask<{ sendSignInCode: { __typename: string; code?: string } }>(
            'mutation($contact: String!) { sendSignInCode(contact: $contact) { __typename ... on UserError { code } } }',
            { contact },
          )
      ).sendSignInCode;
    const enter = async (client: GraphClient, contact: string, code: string) =>
      (
        await client.ask<{ signInByCode: { __typename: string } }>(
          'mutation($contact: String!, $code: String!) { signInByCode(contact: $contact, code: $code) { __typename } }',
          { contact, code },
        )
      ).signInByCode.__typename;
    const client = installation.visitor();
    expect(await send('138 0013 8000')).toEqual({ __typename: 'SignInCodeSent' });
    const [message] = outside.messages;
    expect(message).toMatchObject({ to: '+8613800138000', text: expect.stringMatching(/^【一起捐】.*\d{6}/) });
    const code = /\d{6}/.exec(message?.text ?? '')?.[0] ?? '';
    expect(await enter(client, '13800138000', code)).toBe('DonorSignedIn');
    expect(await enter(installation.visitor(), '13800138000', code)).toBe('SignInCodeError');
    expect((await ownOf(client)).account).toMatchObject({ email: null, phone: '+8613800138000' });
    // Letters do not reach this person, so whoever leads a team is asked for an address.
    expect(await client.ask('{ viewer { hasEmail } }')).toEqual({ viewer: { hasEmail: false } });
    const team = await openTeam(client, teamWish(await installation.campaign(), { email: null }));
    expect(team).toMatchObject({ code: 'field_required', field: 'email' });
    outside.gatewayIs('status 503');
    expect(await send('13900139000')).toMatchObject({ __typename: 'CodeNotSentError', code: 'code_not_sent' });
    expect(await send('nobody')).toMatchObject({ code: 'contact_malformed' });
    const rows = await installation.rows(
      'SELECT email FROM user_account UNION ALL SELECT identifier FROM user_verification',
    );
    expect(JSON.stringify(rows)).not.toContain('13800138000');
  });
});
