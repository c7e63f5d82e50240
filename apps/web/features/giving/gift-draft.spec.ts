import { expect, it } from '@jest/globals';
import type { SessionStore } from '../../lib/session-store.js';
import { keepGift, keptGift, lastGift, rememberGift } from './gift-draft.js';
import { EMPTY_GIFT } from './gift-form.js';

function memory(): SessionStore & { all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    read: (key) => all.get(key) ?? null,
    write: (key, value) => void all.set(key, value),
    remove: (key) => void all.delete(key),
  };
}

it('of a gift, the device keeps how much and for whom, and never who', () => {
  const device = memory();
  const personal = {
    displayName: '示例',
    email: 'a@example.org',
    message: '加油',
    honouree: '外婆',
    companyName: '公司',
  };
  rememberGift(device, { ...EMPTY_GIFT, ...personal, choice: 'own', ownAmount: '66.5', destination: '430900' });
  expect([...device.all.values()].join()).not.toMatch(/示例|example|加油|外婆|公司/);
  expect(keptGift(memory(), 'cmp_1', lastGift(device))).toEqual({
    ...EMPTY_GIFT,
    choice: 'own',
    ownAmount: '66.5',
    destination: '430900',
  });
});

it('what stands on the device and is not sound is left alone', () => {
  const device = memory();
  for (const text of [
    '',
    'nonsense',
    '{"choice":"13","destination":"<b>"}',
    '{"choice":"own","ownAmount":{}}',
    'null',
  ]) {
    device.write('yiqijuan.last-gift', text);
    expect(lastGift(device)).toEqual({});
  }
});

it('what was typed in this tab wins over the last gift', () => {
  const [tab, device] = [memory(), memory()];
  rememberGift(device, { ...EMPTY_GIFT, choice: '200' });
  keepGift(tab, 'cmp_1', { ...EMPTY_GIFT, choice: '30' });
  expect(keptGift(tab, 'cmp_1', lastGift(device)).choice).toBe('30');
  expect(keptGift(tab, 'cmp_2', lastGift(device)).choice).toBe('200');
});
