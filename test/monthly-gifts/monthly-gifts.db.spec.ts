import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MonthlyGiftStateError } from '#monthly-gifts';
import { DECLINED_LATER, GOOD, MonthlyWorld } from './monthly.fixture.js';

const ACTOR = 'giver:test';

let world: MonthlyWorld;

beforeAll(async () => {
  world = await MonthlyWorld.open('2026-11-10');
});
beforeEach(() => world.setDay('2026-11-10'));
afterAll(() => world?.close());

describe('a month is charged once', () => {
  test('however many sweeps run at the same time, and however often', async () => {
    const gift = await world.begun(5);
    expect(gift).toMatchObject({ state: 'ACTIVE', nextChargeOn: '2026-12-05' });
    world.setDay('2026-12-05');
    await Promise.all(Array.from({ length: 8 }, () => world.sweep()));
    await Promise.all([world.work(), world.work(), world.sweep()]);
    await world.sweep();
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2026-12 PAID']);
    expect(await world.taken(gift)).toBe(2);
    expect((await world.gift(gift.id)).nextChargeOn).toBe('2027-01-05');
  });

  test('when the process dies between the charge and our taking it in', async () => {
    const gift = await world.begun(5);
    world.setDay('2026-12-05');
    await world.sweep();
    const [attempt = ''] = await world.waiting('monthly-gifts-charge');
    expect((await world.charges.ask(attempt, false))?.finding?.status?.kind).toBe('paid');
    // Nothing of it was written down. A day later the provider has forgotten the key.
    world.setDay('2026-12-07');
    await world.work();
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2026-12 PAID']);
    expect(await world.taken(gift)).toBe(2);
  });

  test('when the provider charges and its answer is lost, also on every retry of the call', async () => {
    const gift = await world.begun(5);
    world.setDay('2026-12-05');
    await world.sweep();
    await world.trouble([{ kind: 'cut_connection', count: 3, method: 'POST', path: '/v1/payment_intents' }]);
    await world.work();
    await world.trouble([]);
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2026-12 CHARGING']);
    await world.rouse();
    await world.work();
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2026-12 PAID']);
    expect(await world.taken(gift)).toBe(2);
  });

  test('when the provider keeps answering a key with its own failure: under the next key', async () => {
    const gift = await world.begun(5);
    world.setDay('2026-12-05');
    await world.sweep();
    await world.trouble([{ kind: 'server_error', count: 1, method: 'POST', path: '/v1/payment_intents' }]);
    await world.work();
    await world.rouse();
    await world.work();
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2026-12 PAID']);
    expect(await world.taken(gift)).toBe(2);
    const { rows } = await world.services.asOwner(
      `SELECT number, attempt.state FROM payment_attempt attempt JOIN monthly_gift_charge USING (pledge_id)
       WHERE monthly_gift_id = $1 AND period = '2026-12' ORDER BY number`,
      [gift.id],
    );
    expect(rows).toEqual([
      { number: 1, state: 'CANCELLED' },
      { number: 2, state: 'SUCCEEDED' },
    ]);
  });

  test('and not at all once its giver has stopped it before the provider was asked', async () => {
    const gift = await world.begun(5);
    world.setDay('2026-12-05');
    await world.sweep();
    await world.service.stop(gift.id, ACTOR, null);
    await world.work();
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2026-12 SKIPPED']);
    expect(await world.taken(gift)).toBe(1);
  });
});

describe('nothing is charged afterwards', () => {
  test('after three months away: the present month only, and the giver is told of the others', async () => {
    const gift = await world.begun(5);
    world.setDay('2027-03-06');
    await world.sweep();
    await world.work();
    await world.sweep();
    expect(await world.months(gift.id)).toEqual([
      '2026-11 PAID',
      '2026-12 SKIPPED',
      '2027-01 SKIPPED',
      '2027-02 SKIPPED',
      '2027-03 PAID',
    ]);
    expect(await world.taken(gift)).toBe(2);
    expect(await world.letters(gift.id)).toEqual(['started', 'left_out_202702']);
  });

  test('after a pause, which ends by itself, with a word before', async () => {
    const gift = await world.begun(5);
    await world.service.pause(gift.id, ACTOR, 2);
    for (const day of ['2026-12-05', '2027-01-05', '2027-02-01']) {
      world.setDay(day);
      await world.sweep();
    }
    expect(await world.gift(gift.id)).toMatchObject({ state: 'PAUSED', pausedUntil: '2027-02-05' });
    world.setDay('2027-02-02');
    await world.sweep();
    expect(await world.gift(gift.id)).toMatchObject({ state: 'ACTIVE', nextChargeOn: '2027-02-05' });
    expect(await world.letters(gift.id)).toEqual(['started', 'reminder_20270205']);
    world.setDay('2027-02-05');
    await world.sweep();
    await world.work();
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2027-02 PAID']);
  });

  test('by a change of day: a month with its gift has no second, a day that is over waits for the next', async () => {
    const gift = await world.begun(20);
    expect((await world.service.changeDay(gift.id, ACTOR, 28)).nextChargeOn).toBe('2026-12-28');
    world.setDay('2026-12-10');
    expect((await world.service.changeDay(gift.id, ACTOR, 9)).nextChargeOn).toBe('2027-01-09');
    expect((await world.service.changeDay(gift.id, ACTOR, 11)).nextChargeOn).toBe('2026-12-11');
    world.setDay('2026-12-11');
    await world.sweep();
    await world.work();
    expect((await world.service.changeDay(gift.id, ACTOR, 27)).nextChargeOn).toBe('2027-01-27');
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2026-12 PAID']);
  });

  test('and a changed amount is that of the next charge', async () => {
    const gift = await world.begun(5);
    await world.service.changeAmount(gift.id, ACTOR, 3000n);
    world.setDay('2026-12-05');
    await world.sweep();
    await world.work();
    const { data } = await world.stripe.paymentIntents.list({ customer: gift.customerId ?? '' });
    expect(data.map(({ amount }) => amount)).toEqual([3000, 6600]);
  });
});

describe('a card that cannot be charged', () => {
  test('is tried after three and seven days, then the month is left out; the second in a row ends the gift', async () => {
    const gift = await world.begun(5, DECLINED_LATER);
    const seen: string[] = [];
    for (const day of [
      '2026-12-05',
      '2026-12-07',
      '2026-12-08',
      '2026-12-12',
      '2027-01-05',
      '2027-01-08',
      '2027-01-12',
    ]) {
      world.setDay(day);
      await world.sweep();
      await world.work();
      const { state, skippedInRow } = await world.gift(gift.id);
      seen.push(`${day} ${state} ${skippedInRow}`);
    }
    expect(seen).toEqual([
      '2026-12-05 PAST_DUE 0',
      '2026-12-07 PAST_DUE 0',
      '2026-12-08 PAST_DUE 0',
      '2026-12-12 ACTIVE 1',
      '2027-01-05 PAST_DUE 1',
      '2027-01-08 PAST_DUE 1',
      '2027-01-12 ENDED 2',
    ]);
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2026-12 SKIPPED', '2027-01 SKIPPED']);
    expect(await world.letters(gift.id)).toEqual([
      'started',
      'failed_202612_1',
      'failed_202612_2',
      'left_out_202612',
      'failed_202701_1',
      'failed_202701_2',
      'ended_',
    ]);
    expect((await world.gift(gift.id)).endReason).toBe('CARD_FAILED');
    // The three tries of December are those of one pledge.
    const { rows } = await world.services.asOwner(
      `SELECT count(*)::int AS tries FROM payment_attempt JOIN monthly_gift_charge USING (pledge_id)
       WHERE monthly_gift_id = $1 AND period = '2026-12'`,
      [gift.id],
    );
    expect(rows).toEqual([{ tries: 3 }]);
  });

  test('because its owner is asked for, waits for them; another card put in is charged at once', async () => {
    const gift = await world.begun(5);
    await world.services.asOwner('UPDATE monthly_gift SET card_id = $2 WHERE id = $1', [
      gift.id,
      (await world.stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer: gift.customerId ?? '' }))
        .id,
    ]);
    world.setDay('2026-12-05');
    await world.sweep();
    await world.work();
    const { rows } = await world.services.asOwner(
      `SELECT state, failure, retry_on FROM monthly_gift_charge WHERE monthly_gift_id = $1 AND period = '2026-12'`,
      [gift.id],
    );
    expect(rows).toEqual([{ state: 'WAITING_FOR_GIVER', failure: 'authentication_required', retry_on: '2026-12-12' }]);
    await world.putIn(gift.id, GOOD);
    expect(await world.months(gift.id)).toEqual(['2026-11 PAID', '2026-12 PAID']);
    expect((await world.gift(gift.id)).state).toBe('ACTIVE');
  });
});

test('each letter goes out once: the reminder, and that a card expires', async () => {
  const gift = await world.begun(5);
  await world.services.asOwner('UPDATE monthly_gift SET card_exp_year = 2027, card_exp_month = 1 WHERE id = $1', [
    gift.id,
  ]);
  for (const day of ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04']) {
    world.setDay(day);
    await Promise.all([world.sweep(), world.sweep()]);
  }
  expect(await world.letters(gift.id)).toEqual(['started', 'expiry_202701_4242', 'reminder_20261205']);
});

test('a gift whose campaign is over ends uncharged, and says so', async () => {
  const gift = await world.begun(5);
  await world.services.asOwner(`UPDATE campaign SET ends_at = '2026-12-01' WHERE id = 'cmp_all'`);
  try {
    world.setDay('2026-12-05');
    await world.sweep();
    await world.work();
    expect(await world.gift(gift.id)).toMatchObject({ state: 'ENDED', endReason: 'CAMPAIGN_OVER', nextChargeOn: null });
    expect(await world.taken(gift)).toBe(1);
    expect(await world.letters(gift.id)).toEqual(['started', 'ended_']);
  } finally {
    await world.services.asOwner(`UPDATE campaign SET ends_at = '2028-06-30' WHERE id = 'cmp_all'`);
  }
});

test('a stop may be taken back on its day; the day after, the provider forgets the card', async () => {
  const gift = await world.begun(5);
  await world.service.stop(gift.id, ACTOR, null);
  expect(await world.service.undoStop(gift.id, ACTOR)).toMatchObject({ state: 'ACTIVE', nextChargeOn: '2026-12-05' });
  await world.service.stop(gift.id, ACTOR, '示例');
  world.setDay('2026-11-11');
  await expect(world.service.undoStop(gift.id, ACTOR)).rejects.toThrow(MonthlyGiftStateError);
  await world.sweep();
  expect(await world.waiting('monthly-gifts-forget')).toContain(gift.cardId);
  await world.forget(gift.cardId ?? '');
  expect(await world.gift(gift.id)).toMatchObject({ cardId: null, customerId: null, cardLast4: '4242' });
  expect((await world.stripe.paymentMethods.retrieve(gift.cardId ?? '')).customer).toBeNull();
});
