import { expect, it } from '@jest/globals';
import { isId, SeededIds, SystemIds } from './ids.js';

it('a seed gives the same ids again, in order of time', () => {
  const [one, two] = [new SeededIds('examples'), new SeededIds('examples')];
  const ids = Array.from({ length: 50 }, () => one.next('pledge'));
  expect(ids).toEqual(Array.from({ length: 50 }, () => two.next('pledge')));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(50);
});

it.each([
  [new SystemIds().next('pledge'), true],
  [new SeededIds('x').next('pledge'), true],
  [new SystemIds().next('campaign'), false],
  ['plg_', false],
  ['plg_01kavv3s8me8k8cw60bkfy34m', false],
  ['plg_01KAVV3S8ME8K8CW60BKFY34MC', false],
  ["plg_01kavv3s8me8k8cw60bkfy34m'", false],
])('%s is the id of a pledge: %s', (text, is) => expect(isId('pledge', text)).toBe(is));
