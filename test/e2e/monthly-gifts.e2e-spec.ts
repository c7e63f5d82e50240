import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { addMonths } from '../../libs/monthly-gifts/schedule.js';
import { payOnPage } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import {
  begunMonthly,
  changeMonthly,
  letMonthPass,
  monthlyWish,
  putInCard,
  seeMonthly,
  seeMonthlyUntil,
  startMonthly,
  thisMonth,
  type MonthlySeen,
} from '../support/monthly-gifts.js';

jest.setTimeout(180_000);

/** Is kept without trouble, and declined whenever it is charged later. */
const DECLINED_LATER = '4000000000000341';

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

const subjects = async (): Promise<string[]> =>
  (await installation.rows<{ subject: string }>('SELECT subject FROM mail_message ORDER BY created_at')).map(
    ({ subject }) => subject,
  );

describe('a monthly gift', () => {
  let client: GraphClient;
  let gift: MonthlySeen;

  beforeAll(async () => {
    client = installation.visitor();
    gift = await begunMonthly(client, campaign, CARDS.good);
  });

  test('begins with its first gift, keeps the card and knows its next day', () => {
    expect(gift).toMatchObject({
      state: 'ACTIVE',
      amount: '6600',
      nextChargeOn: `${addMonths(thisMonth(), 1)}-05`,
      card: { brand: 'visa', last4: '4242' },
      given: { amount: '6600', gifts: 1 },
    });
    expect(gift.charges.map(({ period, state }) => ({ period, state }))).toEqual([
      { period: thisMonth(), state: 'PAID' },
    ]);
  });

  test('sent again with the same body is the same gift; with another body, or by another, a conflict', async () => {
    const visitor = installation.visitor();
    const wish = monthlyWish(campaign);
    const first = await startMonthly(visitor, wish);
    expect(await startMonthly(visitor, wish)).toEqual(first);
    const query = `mutation S($input: StartMonthlyGiftInput!) { startMonthlyGift(input: $input) { __typename } }`;
    for (const [who, input] of [
      [visitor, { ...wish, day: 6 }],
      [installation.visitor(), wish],
      [visitor, { ...monthlyWish(campaign), id: wish.id }],
      [visitor, { ...monthlyWish(campaign), first: wish.first }],
    ] as const) {
      const { errors } = await who.tryAsking(query, { input });
      expect(errors?.[0]?.extensions?.['code']).toBe('CONFLICT');
    }
  });

  test.each([
    [{ day: 29 }, 'day'],
    [{ day: 0 }, 'day'],
    [{ first: { email: null } }, 'email'],
  ])('is not begun with %j, and says at which field', async (change, field) => {
    const answer = await startMonthly(installation.visitor(), monthlyWish(campaign, change));
    expect(answer).toMatchObject({ __typename: 'FieldRejectedError', field });
  });

  test('opens for whoever holds its link and for nobody else', async () => {
    const token = new URL(gift.manageUrl ?? '', installation.url).searchParams.get('token') ?? '';
    const stranger = installation.visitor();
    expect(await seeMonthly(stranger, gift.id, token)).toMatchObject({ state: 'ACTIVE' });
    expect(await seeMonthly(installation.visitor(), gift.id)).toBeNull();
    expect(await seeMonthly(installation.visitor(), gift.id, `${token}x`)).toBeNull();
    const { errors } = await stranger.tryAsking(`mutation { stopMonthlyGift(id: "${gift.id}") { __typename } }`);
    expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    const staff = await installation.signIn('maker');
    expect(await seeMonthly(staff, gift.id)).toMatchObject({ state: 'ACTIVE', manageUrl: null });
  });

  test('is charged the next month without its giver, as a gift of its own with its own receipt', async () => {
    await letMonthPass(installation, gift.id);
    const renewed = await seeMonthlyUntil(
      client,
      gift.id,
      ({ charges }) => charges[0]?.pledge?.receipt != null && charges.length === 2,
    );
    expect(renewed.given).toEqual({ amount: '13200', gifts: 2 });
    const [second, first] = renewed.charges;
    expect(second).toMatchObject({ period: thisMonth(), state: 'PAID', pledge: { amount: '6600' } });
    expect(first?.pledge?.receipt?.number).not.toBe(second?.pledge?.receipt?.number);
    const [attempt] = await installation.rows(
      'SELECT idempotency_key AS key, session_id AS session, state FROM payment_attempt WHERE pledge_id = $1',
      [second?.pledge?.id],
    );
    expect(attempt).toEqual({ key: `pledge:${second?.pledge?.id}:pay:1`, session: null, state: 'SUCCEEDED' });
    const asked = await client.ask<{ pledge: { allocation: { state: string }; monthlyGift: { id: string } } }>(
      'query Q($id: ID!) { pledge(id: $id) { allocation { state } monthlyGift { id } } }',
      { id: second?.pledge?.id },
    );
    expect(asked.pledge).toEqual({ allocation: { state: 'POSTED' }, monthlyGift: { id: gift.id } });
  });

  test('is changed, paused, resumed, stopped and taken up again by whoever holds its link', async () => {
    const token = new URL(gift.manageUrl ?? '', installation.url).searchParams.get('token');
    const own = `id: "${gift.id}", accessToken: "${token}"`;
    const device = installation.visitor();
    expect(await changeMonthly(device, `changeMonthlyAmount(${own}, amount: "3000")`)).toMatchObject({
      amount: '3000',
    });
    expect(await changeMonthly(device, `changeMonthlyDay(${own}, day: 28)`)).toMatchObject({
      nextChargeOn: `${addMonths(thisMonth(), 1)}-28`,
    });
    expect(await changeMonthly(device, `pauseMonthlyGift(${own}, months: 2)`)).toMatchObject({
      state: 'PAUSED',
      nextChargeOn: null,
      pausedUntil: `${addMonths(thisMonth(), 3)}-28`,
    });
    expect(await changeMonthly(device, `pauseMonthlyGift(${own}, months: 2)`)).toMatchObject({
      __typename: 'MonthlyGiftStateError',
      message: expect.stringContaining('已暂停'),
    });
    expect(await changeMonthly(device, `resumeMonthlyGift(${own})`)).toMatchObject({
      state: 'ACTIVE',
      nextChargeOn: `${addMonths(thisMonth(), 1)}-28`,
    });
    expect(await changeMonthly(device, `stopMonthlyGift(${own}, why: "示例：换工作了")`)).toMatchObject({
      state: 'ENDED',
      endReason: 'DONOR',
      canUndoStop: true,
    });
    expect(await changeMonthly(device, `undoStopMonthlyGift(${own})`)).toMatchObject({
      state: 'ACTIVE',
      endReason: null,
    });
    expect(await subjects()).toContain('月捐已停止：「' + (await titleOf()) + '」');
  });

  test('is stopped by staff with a reason its giver is told, and only by staff', async () => {
    const { errors } = await client.tryAsking(
      `mutation { cancelMonthlyGift(id: "${gift.id}", reason: "x") { __typename } }`,
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    const staff = await installation.signIn('maker');
    const answer = await changeMonthly(staff, `cancelMonthlyGift(id: "${gift.id}", reason: "示例：捐赠人来电要求")`);
    expect(answer).toMatchObject({ state: 'ENDED', endReason: 'STAFF' });
    const [letter] = await installation.rows<{ body: string }>(
      `SELECT body FROM mail_message WHERE id LIKE 'mail_' || $1 || '_ended%' ORDER BY created_at DESC`,
      [gift.id],
    );
    expect(letter?.body).toContain('示例：捐赠人来电要求');
    const history = await staff.ask<{
      monthlyGift: { history: { reason: string; actor: string; note: string | null }[] };
    }>('query Q($id: ID!) { monthlyGift(id: $id) { history { reason actor note } } }', { id: gift.id });
    expect(history.monthlyGift.history.at(-1)).toMatchObject({
      reason: '基金会停止了月捐',
      actor: '演示经办员',
      note: '示例：捐赠人来电要求',
    });
  });
});

async function titleOf(): Promise<string> {
  return (
    (await installation.rows<{ title: string }>('SELECT title FROM campaign WHERE id = $1', [campaign.id]))[0]?.title ??
    ''
  );
}

/** Goes on, with a card in place that will be declined. */
async function withBadCard(client: GraphClient): Promise<MonthlySeen> {
  const gift = await begunMonthly(client, campaign, CARDS.good);
  await putInCard(client, gift.id, DECLINED_LATER);
  const seen = await seeMonthlyUntil(client, gift.id, ({ card }) => card?.last4 === '0341');
  return seen;
}

describe('a card that is declined when it is charged', () => {
  test('is tried again on its day, and the same pledge succeeds', async () => {
    const client = installation.visitor();
    const gift = await withBadCard(client);
    await letMonthPass(installation, gift.id);
    const late = await seeMonthlyUntil(client, gift.id, ({ state }) => state === 'PAST_DUE');
    expect(late.charges[0]).toMatchObject({
      state: 'RETRYING',
      tries: 1,
      failure: { message: expect.stringContaining('没有扣款') },
    });
    expect(await subjects()).toContain('这个月的月捐没有扣成：¥66.00');
    const good = await begunMonthly(installation.visitor(), campaign, CARDS.good);
    // As if there were money on the card by now.
    await installation.database.query(
      `UPDATE monthly_gift SET customer_id = good.customer_id, card_id = good.card_id FROM monthly_gift good
       WHERE monthly_gift.id = $1 AND good.id = $2`,
      [gift.id, good.id],
    );
    await installation.database.query(
      `UPDATE monthly_gift_charge SET retry_on = '2026-01-01' WHERE monthly_gift_id = $1 AND retry_on IS NOT NULL`,
      [gift.id],
    );
    const paid = await seeMonthlyUntil(client, gift.id, ({ state }) => state === 'ACTIVE');
    expect(paid.charges[0]).toMatchObject({
      state: 'PAID',
      tries: 1,
      failure: null,
      pledge: { id: late.charges[0]?.pledge?.id },
    });
  });

  test('gives way to another that its giver puts in, which pays the month right away', async () => {
    const client = installation.visitor();
    const gift = await withBadCard(client);
    await letMonthPass(installation, gift.id);
    await seeMonthlyUntil(client, gift.id, ({ state }) => state === 'PAST_DUE');
    const back = await putInCard(client, gift.id, '5555555555554444');
    expect(back.pathname).toBe(`/monthly/${gift.id}`);
    const paid = await seeMonthlyUntil(client, gift.id, ({ state }) => state === 'ACTIVE');
    expect(paid).toMatchObject({ card: { brand: 'mastercard', last4: '4444' }, given: { gifts: 2 } });
    // The notification tells of the same card once more, and changes nothing.
    await installation.idle();
    expect(
      await installation.count('monthly_gift_transition', `monthly_gift_id = $1 AND reason = 'card_changed'`, [
        gift.id,
      ]),
    ).toBe(2);
  });

  test('may be paid by its giver on a page, once', async () => {
    const client = installation.visitor();
    const gift = await withBadCard(client);
    await letMonthPass(installation, gift.id);
    await seeMonthlyUntil(client, gift.id, ({ state }) => state === 'PAST_DUE');
    const { url } = await changeMonthly(client, `payMonthlyGift(id: "${gift.id}")`);
    expect((await changeMonthly(client, `payMonthlyGift(id: "${gift.id}")`)).url).toBe(url);
    await payOnPage(url ?? '', CARDS.good);
    const paid = await seeMonthlyUntil(client, gift.id, ({ state }) => state === 'ACTIVE');
    expect(paid).toMatchObject({ card: { last4: '4242' }, given: { gifts: 2 } });
  });
});
