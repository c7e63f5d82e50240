import { expect, it } from '@jest/globals';
import { parseSettings, SettingsError } from './settings.js';

const sound = {
  DATABASE_URL: 'postgresql://postgres@127.0.0.1:5432/yiqijuan',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  SESSION_SECRET: 'x'.repeat(32),
  STRIPE_SECRET_KEY: 'sk_test_sandbox',
  STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
};

it('fills in what has a default', () => {
  expect(parseSettings(sound)).toMatchObject({ port: 3000, publicUrl: 'http://localhost:3000', demo: false });
});

it('reports every fault at once, by name', () => {
  try {
    parseSettings({ ...sound, DATABASE_URL: undefined, PORT: '99999', DATA_KEY: 'short', REDIS_URL: 'http://x' });
    throw new Error('settings were accepted');
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    const names = (error as SettingsError).faults.map((fault) => fault.split(':')[0]);
    expect(names).toEqual(expect.arrayContaining(['DATABASE_URL', 'PORT', 'DATA_KEY', 'REDIS_URL']));
  }
});

it('refuses demo logins, the sandbox and plain http in production', () => {
  expect(() =>
    parseSettings({
      ...sound,
      NODE_ENV: 'production',
      DEMO: '1',
      STRIPE_API_BASE: 'http://127.0.0.1:3002',
      WECHAT_API_BASE: 'http://127.0.0.1:3009',
    }),
  ).toThrow(/DEMO[\s\S]*STRIPE_API_BASE[\s\S]*WECHAT_API_BASE[\s\S]*PUBLIC_URL[\s\S]*BOOKS_SIGNING_KEY[\s\S]*SMTP_URL/);
});
