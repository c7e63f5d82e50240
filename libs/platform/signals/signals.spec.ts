import { describe, expect, it } from '@jest/globals';
import { payloadsOf, type Signal } from './signals.js';

describe('signals', () => {
  it('of a large batch fit into few notifications, none longer than Postgres takes, none lost', () => {
    const signals = Array.from({ length: 1_000 }, (_, n): Signal => ({
      kind: 'pledge',
      id: `plg_${n}`.padEnd(30, '0'),
    }));
    const payloads = payloadsOf(signals);
    expect(Math.max(...payloads.map((text) => Buffer.byteLength(text)))).toBeLessThan(8_000);
    expect(payloads.length).toBeLessThan(12);
    expect(payloads.flatMap((text) => JSON.parse(text) as Signal[])).toEqual(signals);
  });

  it('of nothing are no notification', () => {
    expect(payloadsOf([])).toEqual([]);
  });
});
