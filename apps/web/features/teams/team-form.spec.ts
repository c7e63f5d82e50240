import { describe, expect, it } from '@jest/globals';
import { EMPTY_TEAM, faultsOfTeam, targetOf, type TeamForm, type TeamFaults } from './team-form.js';

const sound: TeamForm = { ...EMPTY_TEAM, name: '示例战队', nickname: '小满', email: 'captain@example.org' };

describe('what somebody fills in to open a team', () => {
  it.each<[Partial<TeamForm>, TeamFaults]>([
    [{}, {}],
    [{ name: '  ' }, { name: 'missing' }],
    [{ name: '名'.repeat(25) }, { name: 'tooLong' }],
    [{ name: '🌱'.repeat(24) }, {}],
    [{ slogan: '话'.repeat(141) }, { slogan: 'tooLong' }],
    [{ kind: 'CITY' }, { regionCode: 'missing' }],
    [{ kind: 'CITY', regionCode: '430900' }, {}],
    [{ target: '0' }, { target: 'amount' }],
    [{ target: '一万' }, { target: 'amount' }],
    [{ nickname: '' }, { nickname: 'missing' }],
    [{ email: '' }, { email: 'missing' }],
    [{ email: 'captain' }, { email: 'email' }],
  ])('%p has the faults %p', (change, faults) => {
    expect(faultsOfTeam({ ...sound, ...change }, false)).toEqual(faults);
  });

  it('needs no address of whoever is signed in, and takes a target in yuan as fen', () => {
    expect(faultsOfTeam({ ...sound, email: '' }, true)).toEqual({});
    expect([targetOf('5000'), targetOf('66.5'), targetOf('')]).toEqual(['500000', '6650', null]);
  });
});
