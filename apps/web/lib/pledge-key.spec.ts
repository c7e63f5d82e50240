import { describe, expect, it } from '@jest/globals';
import { createPledgeKey } from './pledge-key.js';
import type { SessionStore } from './session-store.js';

function memoryStore(): SessionStore & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
  };
}

function counting(): () => string {
  let next = 0;
  return () => `plg_${(next += 1)}`;
}

const gift = { amount: '6600', region: '430900' };

describe('the key of a gift', () => {
  it('stays the same while the body does', () => {
    const key = createPledgeKey(memoryStore(), counting());
    expect(key.idFor('cmp_1', gift)).toBe('plg_1');
    expect(key.idFor('cmp_1', { ...gift })).toBe('plg_1');
  });

  it('is kept before it is handed out, so a reload finds it', () => {
    const store = memoryStore();
    const id = createPledgeKey(store, counting()).idFor('cmp_1', gift);
    expect(createPledgeKey(store, () => 'plg_other').idFor('cmp_1', gift)).toBe(id);
  });

  it('is new for a changed body and for another campaign', () => {
    const key = createPledgeKey(memoryStore(), counting());
    key.idFor('cmp_1', gift);
    expect(key.idFor('cmp_1', { ...gift, amount: '6601' })).toBe('plg_2');
    expect(key.idFor('cmp_2', { ...gift, amount: '6601' })).toBe('plg_3');
  });

  it('is new after its gift was settled, and only after that gift', () => {
    const key = createPledgeKey(memoryStore(), counting());
    key.idFor('cmp_1', gift);
    key.forget('plg_someone_else');
    expect(key.idFor('cmp_1', gift)).toBe('plg_1');
    key.forget('plg_1');
    expect(key.idFor('cmp_1', gift)).toBe('plg_2');
  });

  it('survives a store that keeps nothing or holds nonsense', () => {
    const deaf: SessionStore = { read: () => null, write: () => undefined, remove: () => undefined };
    const key = createPledgeKey(deaf, counting());
    expect(key.idFor('cmp_1', gift)).toBe(key.idFor('cmp_1', gift));
    const broken: SessionStore = { ...deaf, read: () => '{"id":7' };
    expect(createPledgeKey(broken, counting()).idFor('cmp_1', gift)).toBe('plg_1');
  });
});
