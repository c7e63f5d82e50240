import { afterEach, describe, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { API_VERSION } from './protocol/api.version.js';
import { startSandbox } from './sandbox.server.js';
import { SettingsError, readSettings } from './sandbox.settings.js';

function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('have a default each', () => {
    expect(readSettings({})).toMatchObject({ host: '127.0.0.1', port: 12111, feeBasisPoints: 100, settleDelayMs: 0 });
  });

  test('are read from the environment, numbers as numbers', () => {
    const environment = { SANDBOX_PORT: '0', SANDBOX_SEED: '7', SANDBOX_MERCHANT_NAME: '示例', SANDBOX_HOST: '' };
    expect(readSettings(environment)).toMatchObject({ port: 0, seed: '7', merchantName: '示例', host: '127.0.0.1' });
  });

  test('report every fault at once, by the name of the variable', () => {
    const faults = faultsOf({
      SANDBOX_PORT: 'eighty',
      SANDBOX_FEE_BASIS_POINTS: '-1',
      SANDBOX_LOG_LEVEL: 'loud',
      SANDBOX_CLOCK_START: 'tomorrow',
    });
    const names = faults.map((fault) => fault.split(':')[0]).sort();
    expect(names).toEqual(['SANDBOX_CLOCK_START', 'SANDBOX_FEE_BASIS_POINTS', 'SANDBOX_LOG_LEVEL', 'SANDBOX_PORT']);
  });

  test('take a webhook address and its secret together', () => {
    expect(faultsOf({ SANDBOX_WEBHOOK_URL: 'http://127.0.0.1/hook' })).toHaveLength(1);
    expect(faultsOf({ SANDBOX_WEBHOOK_SECRET: 'whsec_12345678' })).toHaveLength(1);
  });
});

describe('the sandbox does not start', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  test.each([
    ['in production', { NODE_ENV: 'production' }],
    ['beside a live secret key', { STRIPE_SECRET_KEY: 'sk_live_51Sample' }],
    ['beside a live restricted key under any name', { OTHER_KEY: 'rk_live_51Sample' }],
  ])('%s', async (_where, environment) => {
    expect(faultsOf(environment)).toHaveLength(1);
    Object.assign(process.env, environment);
    await expect(startSandbox({ port: 0, logLevel: 'silent' })).rejects.toThrow(SettingsError);
  });
});

test('the sandbox speaks the version of the installed SDK', () => {
  expect(API_VERSION).toBe(Stripe.API_VERSION);
});
