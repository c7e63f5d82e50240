import { expect, it } from '@jest/globals';
import type { SessionStore } from '../../lib/session-store.js';
import { changesSince, keepVisit, lastVisit, type VisitedGift } from './gift-visit.js';

function memory(): SessionStore {
  const all = new Map<string, string>();
  return {
    read: (key) => all.get(key) ?? null,
    write: (key, value) => void all.set(key, value),
    remove: (key) => void all.delete(key),
  };
}

const gift: VisitedGift = {
  id: 'plg_1',
  state: 'PAID',
  receipt: { number: '2026-000001' },
  allocation: {
    state: 'POSTED',
    lines: [{ title: '益阳市', standing: '¥66.00 已分配', orgUnit: { id: 'org_1' } }],
    changes: [],
  },
};

it('tells nothing at the first visit, and nothing when nothing changed', () => {
  const device = memory();
  expect(changesSince(lastVisit(device, gift.id), gift)).toEqual([]);
  keepVisit(device, gift);
  expect(changesSince(lastVisit(device, gift.id), gift)).toEqual([]);
});

it('tells which line has come further, what was changed in the books, and which paper is new', () => {
  const device = memory();
  keepVisit(device, gift);
  const later: VisitedGift = {
    ...gift,
    state: 'PARTIALLY_REFUNDED',
    receipt: { number: '2026-000003' },
    allocation: {
      state: 'POSTED',
      lines: [{ title: '益阳市', standing: '¥66.00 已拨付', orgUnit: { id: 'org_1' } }],
      changes: [{ text: '退回了 ¥6.00', position: '7' }],
    },
  };
  expect(changesSince(lastVisit(device, gift.id), later)).toEqual([
    { kind: 'state', state: 'PARTIALLY_REFUNDED' },
    { kind: 'line', title: '益阳市', standing: '¥66.00 已拨付' },
    { kind: 'change', text: '退回了 ¥6.00' },
    { kind: 'receipt', number: '2026-000003' },
  ]);
});

it('leaves what stands on the device and is not sound alone', () => {
  const device = memory();
  for (const text of ['', 'x', '{}', '{"state":1}', '{"state":"PAID","lines":null}']) {
    device.write('yiqijuan.gift-seen.plg_1', text);
    expect(lastVisit(device, gift.id)).toBeNull();
  }
});
