import { describe, expect, it } from '@jest/globals';
import { withNewest, withOlder } from './wall-entries.js';

const wall = (ids: string, endCursor: string | null = null) => ({
  entries: [...ids].map((id) => ({ id })),
  endCursor,
  hasNextPage: endCursor !== null,
});

describe('the wall', () => {
  it('takes new gifts on top and keeps its place below', () => {
    expect(withNewest(wall('cba', 'a'), wall('edc', 'c'))).toEqual(wall('edcba', 'a'));
  });

  it('stays as it is when nothing is new', () => {
    const shown = wall('cba', 'a');
    expect(withNewest(shown, wall('cb', 'b'))).toBe(shown);
  });

  it('starts afresh rather than hide a hole', () => {
    expect(withNewest(wall('cba', 'a'), wall('zyx', 'x'))).toEqual(wall('zyx', 'x'));
  });

  it('takes its first gift', () => {
    expect(withNewest(wall(''), wall('a'))).toEqual(wall('a'));
  });

  it('grows downwards without repeating', () => {
    expect(withOlder(wall('cb', 'b'), wall('ba'))).toEqual(wall('cba'));
  });
});
