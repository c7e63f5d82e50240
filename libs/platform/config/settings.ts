import { z } from 'zod';

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((text) => text === '1');
const port = z.coerce.number().int().min(1).max(65535);
const webhookSecret = z.string().regex(/^whsec_/, 'must be a webhook signing secret (whsec_…)');
const dataKey = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)');

const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' }),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(12),
    REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// address' }).optional(),
    HOST: z.string().default('127.0.0.1'),
    PORT: port.default(3000),
    WORKER_HEALTH_PORT: port.default(3001),
    PUBLIC_URL: z.url().optional(),
    TRUST_PROXY: flag,
    DATA_DIR: z.string().default('.data'),
    DATA_KEY: dataKey,
    BOOKS_SIGNING_KEY: dataKey.optional(),
    SESSION_SECRET: z.string().min(32, 'must have at least 32 characters'),
    STRIPE_SECRET_KEY: z
      .string()
      .regex(/^(sk|rk)_(test|live)_/, 'must be a Stripe secret key (sk_test_… or sk_live_…)'),
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_WEBHOOK_SECRET_PREVIOUS: webhookSecret.optional(),
    STRIPE_API_BASE: z.url().optional(),
    STRIPE_REQUESTS_PER_SECOND: z.coerce.number().int().min(1).max(10_000).optional(),
    COOLING_OFF_HOURS: z.coerce.number().int().min(0).max(168).default(24),
    TEAM_REVIEW: z.enum(['all', 'pictures', 'none']).default('pictures'),
    PAGES_PER_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).default(60),
    STREAMS_PER_ADDRESS: z.coerce.number().int().min(0).max(100_000).default(100),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// address' }).optional(),
    ALARM_MAIL_TO: z.email('must be one mail address').optional(),
    MAIL_FROM: z.string().default('一起捐 <no-reply@localhost>'),
    SMS_GATEWAY_URL: z.url({ protocol: /^https?$/, error: 'must be an https:// address' }).optional(),
    SMS_GATEWAY_TOKEN: z.string().optional(),
    WECHAT_APP_ID: z.string().optional(),
    WECHAT_APP_SECRET: z.string().optional(),
    WECHAT_API_BASE: z.url().optional(),
    S3_ENDPOINT: z.url().optional(),
    S3_REGION: z.string().default('us-east-1'),
    S3_BUCKET: z.string().optional(),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    DEMO: flag,
  })
  .superRefine((env, issue) => {
    const fault = (path: string, message: string): void => issue.addIssue({ code: 'custom', path: [path], message });
    if (env.S3_BUCKET && !(env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY)) {
      fault('S3_BUCKET', 'needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY beside it');
    }
    if (env.SMS_GATEWAY_URL && !env.SMS_GATEWAY_TOKEN) fault('SMS_GATEWAY_URL', 'needs SMS_GATEWAY_TOKEN beside it');
    if (env.WECHAT_APP_ID && !env.WECHAT_APP_SECRET) fault('WECHAT_APP_ID', 'needs WECHAT_APP_SECRET beside it');
    if (env.NODE_ENV !== 'production') return;
    if (env.SMS_GATEWAY_URL?.startsWith('http:')) fault('SMS_GATEWAY_URL', 'must be https:// in production');
    if (env.DEMO) fault('DEMO', 'must be 0 in production: demo logins are known to everybody');
    if (env.STRIPE_API_BASE) fault('STRIPE_API_BASE', 'must be unset in production: it points at the sandbox');
    if (env.WECHAT_API_BASE) fault('WECHAT_API_BASE', 'must be unset in production: it points at a stand-in');
    if (!env.PUBLIC_URL?.startsWith('https://')) fault('PUBLIC_URL', 'must be the https:// address people use');
    if (!env.BOOKS_SIGNING_KEY)
      fault('BOOKS_SIGNING_KEY', 'must be set in production: it signs the heads of the books');
    if (!env.SMTP_URL) fault('SMTP_URL', 'must be set in production: receipts are mailed');
  })
  .transform((env) => ({
    production: env.NODE_ENV === 'production',
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    redisUrl: env.REDIS_URL,
    host: env.HOST,
    port: env.PORT,
    workerHealthPort: env.WORKER_HEALTH_PORT,
    trustProxy: env.TRUST_PROXY,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ''),
    dataDir: env.DATA_DIR,
    dataKey: Buffer.from(env.DATA_KEY, 'base64'),
    booksSigningKey: env.BOOKS_SIGNING_KEY === undefined ? undefined : Buffer.from(env.BOOKS_SIGNING_KEY, 'base64'),
    sessionSecret: env.SESSION_SECRET,
    stripe: {
      secretKey: env.STRIPE_SECRET_KEY,
      /** Either may have signed: two are in use while one is being replaced. */
      webhookSecrets: [env.STRIPE_WEBHOOK_SECRET, env.STRIPE_WEBHOOK_SECRET_PREVIOUS].flatMap((secret) => secret ?? []),
      apiBase: env.STRIPE_API_BASE,
      requestsPerSecond: env.STRIPE_REQUESTS_PER_SECOND ?? requestsPerSecond(env),
    },
    coolingOffHours: env.COOLING_OFF_HOURS,
    teamReview: env.TEAM_REVIEW,
    pagesPerAddress: env.PAGES_PER_ADDRESS,
    streamsPerAddress: env.STREAMS_PER_ADDRESS,
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM, alarmTo: env.ALARM_MAIL_TO },
    sms:
      env.SMS_GATEWAY_URL && env.SMS_GATEWAY_TOKEN
        ? { url: env.SMS_GATEWAY_URL, token: env.SMS_GATEWAY_TOKEN }
        : undefined,
    wechat:
      env.WECHAT_APP_ID && env.WECHAT_APP_SECRET
        ? {
            appId: env.WECHAT_APP_ID,
            secret: env.WECHAT_APP_SECRET,
            apiBase: env.WECHAT_API_BASE ?? 'https://api.weixin.qq.com',
          }
        : undefined,
    s3:
      env.S3_BUCKET && env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY
        ? {
            endpoint: env.S3_ENDPOINT,
            region: env.S3_REGION,
            bucket: env.S3_BUCKET,
            accessKeyId: env.S3_ACCESS_KEY_ID,
            secretAccessKey: env.S3_SECRET_ACCESS_KEY,
          }
        : undefined,
    logLevel: env.LOG_LEVEL,
    demo: env.DEMO,
  }));

/** Stripe takes 25 a second of a test account and 100 of a live one; the rest is left to other processes. */
function requestsPerSecond(env: { STRIPE_SECRET_KEY: string; STRIPE_API_BASE?: string | undefined }): number {
  if (env.STRIPE_API_BASE) return 1_000;
  return env.STRIPE_SECRET_KEY.includes('_live_') ? 80 : 20;
}

/** Every setting of the api and the worker, as parsed from the environment. `.env.example` documents each. */
export type SettingsShape = z.output<typeof schema>;

/** Injection token and type of the parsed settings. */
export abstract class Settings implements SettingsShape {
  abstract readonly production: boolean;
  abstract readonly database: SettingsShape['database'];
  abstract readonly redisUrl: SettingsShape['redisUrl'];
  abstract readonly host: string;
  abstract readonly port: number;
  abstract readonly workerHealthPort: number;
  abstract readonly trustProxy: boolean;
  abstract readonly publicUrl: string;
  abstract readonly dataDir: string;
  abstract readonly dataKey: Buffer<ArrayBuffer>;
  abstract readonly booksSigningKey: SettingsShape['booksSigningKey'];
  abstract readonly sessionSecret: string;
  abstract readonly stripe: SettingsShape['stripe'];
  abstract readonly coolingOffHours: SettingsShape['coolingOffHours'];
  abstract readonly teamReview: SettingsShape['teamReview'];
  abstract readonly pagesPerAddress: SettingsShape['pagesPerAddress'];
  abstract readonly streamsPerAddress: SettingsShape['streamsPerAddress'];
  abstract readonly mail: SettingsShape['mail'];
  abstract readonly sms: SettingsShape['sms'];
  abstract readonly wechat: SettingsShape['wechat'];
  abstract readonly s3: SettingsShape['s3'];
  abstract readonly logLevel: SettingsShape['logLevel'];
  abstract readonly demo: boolean;
}

/** One or more settings are missing or wrong; `faults` names every one of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly faults: readonly string[]) {
    super(`Settings are missing or wrong (see .env.example):\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** Exit code for a broken configuration (EX_CONFIG of sysexits.h). */
export const EXIT_CONFIG = 78;

/**
 * Parses the environment once, at start.
 * @throws SettingsError listing all faults at once
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new SettingsError(
    result.error.issues.map((issue) => {
      const name = issue.path.join('.');
      return `${name}: ${given[name] === undefined ? 'is required' : issue.message}`;
    }),
  );
}

/** Parses this process's environment. */
export function settingsOfProcess(): Settings {
  return parseSettings(process.env);
}
