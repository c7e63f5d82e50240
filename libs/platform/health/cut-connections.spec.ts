import { expect, test } from '@jest/globals';
import { tellsOfCutConnection } from './cut-connections.js';

const fault = (message: string, facts: object = {}) => Object.assign(new Error(message), facts);

test.each([
  [
    'an administrator',
    fault('terminating connection due to administrator command', { code: '57P01', severity: 'FATAL' }),
    true,
  ],
  ['a crash', fault('terminating connection because of crash', { code: '57P02', severity: 'FATAL' }), true],
  ['the network', fault('Connection terminated unexpectedly'), true],
  ['a statement that failed', fault('duplicate key', { code: '23505', severity: 'ERROR' }), false],
  ['a wrong password', fault('password authentication failed', { code: '28P01', severity: 'FATAL' }), false],
  ['our own mistake', new TypeError('undefined is not a function'), false],
  ['something that is no error', 'text', false],
])('a process survives a connection cut by what only cuts connections: %s', (_, error, survives) => {
  expect(tellsOfCutConnection(error)).toBe(survives);
});
