import { describe, expect, it } from '@jest/globals';
import { checkGift, EMPTY_GIFT, giftAmount, giftFieldOf, lengthOf, type GiftForm } from './gift-form.js';

const limits = { min: 100n, max: 5_000_000n };
const form = (changes: Partial<GiftForm> = {}): GiftForm => ({ ...EMPTY_GIFT, planAcknowledged: true, ...changes });
const faultsOf = (changes: Partial<GiftForm>): unknown => {
  const checked = checkGift(form(changes), limits);
  return checked.ok ? 'none' : checked.faults;
};

describe('a gift', () => {
  it('goes to the pool, anonymous and silent, unless the donor says otherwise', () => {
    expect(checkGift(form(), limits)).toEqual({
      ok: true,
      amount: 6600n,
      day: null,
      body: {
        amount: '6600',
        designation: { kind: 'PROVINCE_POOL' },
        displayName: null,
        message: null,
        email: null,
        planAcknowledged: true,
      },
    });
  });

  it('carries what the donor chose, trimmed', () => {
    const filled = form({
      choice: 'own',
      ownAmount: '66.5',
      destination: '430900',
      named: true,
      displayName: ' 示例 ',
      message: ' 加油 ',
      email: ' a@example.org ',
    });
    expect(checkGift(filled, limits)).toMatchObject({
      amount: 6650n,
      body: {
        amount: '6650',
        designation: { kind: 'REGION', regionCode: '430900' },
        displayName: '示例',
        message: '加油',
        email: 'a@example.org',
      },
    });
  });

  it('carries the day of a monthly gift, which needs an address', () => {
    expect(checkGift(form({ monthly: true, day: '28', email: 'a@example.org' }), limits)).toMatchObject({
      ok: true,
      day: 28,
    });
  });

  it('carries a company and somebody’s sake only where they were chosen', () => {
    const typed = { companyName: ' 示例公司 ', creditCode: '9143 0100ma00000003', honouree: ' 示例 ' };
    const plain = checkGift(form(typed), limits);
    expect(plain.ok && Object.keys(plain.body)).not.toEqual(expect.arrayContaining(['payerName', 'honour']));
    expect(checkGift(form({ ...typed, company: true, honour: 'IN_MEMORY', honourShown: true }), limits)).toMatchObject({
      body: {
        payerName: '示例公司',
        creditCode: '91430100MA00000003',
        honour: { kind: 'IN_MEMORY', name: '示例', shown: true, email: null },
      },
    });
  });

  it('does not send a name that was typed and then withdrawn', () => {
    const checked = checkGift(form({ named: false, displayName: '示例' }), limits);
    expect(checked.ok && checked.body.displayName).toBe(null);
  });

  it.each([
    [{ choice: 'own', ownAmount: '' }, { amount: 'amount.missing' }],
    [{ choice: 'own', ownAmount: '66.555' }, { amount: 'amount.too_many_decimals' }],
    [{ choice: 'own', ownAmount: 'abc' }, { amount: 'amount.not_a_number' }],
    [{ choice: 'own', ownAmount: '0.99' }, { amount: 'amount.below' }],
    [{ choice: 'own', ownAmount: '50000.01' }, { amount: 'amount.above' }],
    [{ named: true }, { displayName: 'name.missing' }],
    [{ named: true, displayName: '名'.repeat(31) }, { displayName: 'name.tooLong' }],
    [{ message: '言'.repeat(141) }, { message: 'message.tooLong' }],
    [{ message: '<b>加油</b>' }, { message: 'text.markup' }],
    [{ email: 'nobody' }, { email: 'email.malformed' }],
    [{ monthly: true }, { email: 'email.missing' }],
    [{ planAcknowledged: false }, { planAcknowledged: 'plan.unacknowledged' }],
    [{ company: true }, { companyName: 'company.missing', creditCode: 'creditCode.malformed' }],
    [{ honour: 'IN_MEMORY' }, { honouree: 'honouree.missing' }],
    [{ honour: 'IN_HONOUR', honouree: '示例', cardEmail: 'x' }, { cardEmail: 'email.malformed' }],
  ] satisfies [Partial<GiftForm>, object][])('with %j answers at the field', (changes, faults) => {
    expect(faultsOf(changes)).toEqual(faults);
  });

  it('names every fault at once', () => {
    expect(faultsOf({ choice: 'own', ownAmount: 'x', email: 'y', planAcknowledged: false })).toEqual({
      amount: 'amount.not_a_number',
      email: 'email.malformed',
      planAcknowledged: 'plan.unacknowledged',
    });
  });

  it('takes the limits themselves, and a message of exactly 140 characters', () => {
    expect(faultsOf({ choice: 'own', ownAmount: '1' })).toBe('none');
    expect(faultsOf({ choice: 'own', ownAmount: '50000' })).toBe('none');
    expect(faultsOf({ message: '😀'.repeat(140) })).toBe('none');
    expect(faultsOf({ message: '5 < 6 > 4' })).toBe('none');
  });
});

describe('while typing', () => {
  it('shows the amount on the button only when it can be read', () => {
    expect(giftAmount(form({ choice: 'own', ownAmount: '12.3' }))).toBe(1230n);
    expect(giftAmount(form({ choice: 'own', ownAmount: '12.' }))).toBe(null);
  });

  it('counts characters as people do', () => {
    expect(lengthOf('加油😀')).toBe(3);
  });
});

describe('a field the server names', () => {
  it.each([
    ['amount', 'amount'],
    ['input.designation.regionCode', 'destination'],
    ['displayName', 'displayName'],
    ['input.message', 'message'],
    ['teamId', null],
    ['honour.name', 'honouree'],
    ['honour.email', 'cardEmail'],
    ['creditCode', 'creditCode'],
  ])('%s is shown at %s', (server, field) => {
    expect(giftFieldOf(server)).toBe(field);
  });
});
