import { z } from 'zod';

const DEFAULT_PORT = 12_111;

const shape = z.object({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(DEFAULT_PORT),
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  seed: z.string().min(1).max(200).optional(),
  clockStart: z.iso.datetime().optional(),
  stateFile: z.string().min(1).optional(),
  merchantName: z.string().min(1).max(60).default('一起捐'),
  webhookUrl: z.url({ protocol: /^https?$/ }).optional(),
  webhookSecret: z
    .string()
    .regex(/^whsec_\w{8,}$/, 'must look like whsec_… with at least eight letters')
    .optional(),
  webhookConcurrency: z.int().min(1).max(256).default(16),
  webhookRetryBaseMs: z.int().min(1).max(3_600_000).default(1000),
  webhookMaxAttempts: z.int().min(1).max(100).default(16),
  webhookTimeoutMs: z.int().min(10).max(120_000).default(10_000),
  feeBasisPoints: z.int().min(0).max(10_000).default(100),
  feeFixedFen: z.int().min(0).max(100_000).default(0),
  disputeFeeFen: z.int().min(0).max(100_000).default(11_000),
  dunningEnd: z.enum(['canceled', 'unpaid', 'past_due']).default('canceled'),
  payoutSchedule: z.enum(['manual', 'daily']).default('manual'),
  minimumSettlement: z.int().min(1).max(1_000_000).default(50),
  settlementPerThousandFen: z.int().min(1).max(1_000_000).default(625),
  settleDelayMs: z.int().min(0).max(86_400_000).default(0),
  logLevel: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
});

const schema = shape.superRefine((settings, context) => {
  if ((settings.webhookUrl === undefined) === (settings.webhookSecret === undefined)) return;
  const path = [settings.webhookUrl === undefined ? 'webhookUrl' : 'webhookSecret'];
  context.addIssue({
    code: 'custom',
    path,
    message: 'the webhook address and its secret are given together or not at all',
  });
});

/** What `startSandbox` takes: every setting has a default. */
export type SandboxOptions = z.input<typeof shape>;
export type SandboxSettings = z.output<typeof shape>;

/** The environment variable of each setting; numbers are written as digits. */
const VARIABLES: Record<keyof SandboxSettings, string> = {
  host: 'SANDBOX_HOST',
  port: 'SANDBOX_PORT',
  publicUrl: 'SANDBOX_PUBLIC_URL',
  seed: 'SANDBOX_SEED',
  clockStart: 'SANDBOX_CLOCK_START',
  stateFile: 'SANDBOX_STATE_FILE',
  merchantName: 'SANDBOX_MERCHANT_NAME',
  webhookUrl: 'SANDBOX_WEBHOOK_URL',
  webhookSecret: 'SANDBOX_WEBHOOK_SECRET',
  webhookConcurrency: 'SANDBOX_WEBHOOK_CONCURRENCY',
  webhookRetryBaseMs: 'SANDBOX_WEBHOOK_RETRY_BASE_MS',
  webhookMaxAttempts: 'SANDBOX_WEBHOOK_MAX_ATTEMPTS',
  webhookTimeoutMs: 'SANDBOX_WEBHOOK_TIMEOUT_MS',
  feeBasisPoints: 'SANDBOX_FEE_BASIS_POINTS',
  feeFixedFen: 'SANDBOX_FEE_FIXED_FEN',
  disputeFeeFen: 'SANDBOX_DISPUTE_FEE_FEN',
  dunningEnd: 'SANDBOX_DUNNING_END',
  payoutSchedule: 'SANDBOX_PAYOUT_SCHEDULE',
  minimumSettlement: 'SANDBOX_MINIMUM_SETTLEMENT',
  settlementPerThousandFen: 'SANDBOX_SETTLEMENT_PER_THOUSAND_FEN',
  settleDelayMs: 'SANDBOX_SETTLE_DELAY_MS',
  logLevel: 'SANDBOX_LOG_LEVEL',
};

/** Everything that is wrong with the settings, one line each. */
export class SettingsError extends Error {
  constructor(readonly faults: string[]) {
    super(`The sandbox cannot start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** Checks options given in code. Throws SettingsError with every fault. */
export function parseOptions(options: SandboxOptions): SandboxSettings {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  throw new SettingsError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}

/**
 * Reads the settings from the environment. Throws SettingsError with every fault at once, and where the surroundings
 * forbid a sandbox: in production, and beside a live key, somebody would take its payments for money.
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): SandboxSettings {
  const faults = dangersIn(environment);
  const result = schema.safeParse(valuesFrom(environment));
  if (!result.success) {
    for (const issue of result.error.issues) {
      const variable = VARIABLES[issue.path[0] as keyof SandboxSettings];
      faults.push(`${variable}: ${issue.message}`);
    }
  }
  if (!result.success || faults.length > 0) throw new SettingsError(faults);
  return result.data;
}

/** What makes it wrong to run a sandbox here at all; empty where nothing does. */
export function dangersIn(environment: NodeJS.ProcessEnv = process.env): string[] {
  const dangers: string[] = [];
  if (environment['NODE_ENV'] === 'production') {
    dangers.push('NODE_ENV is production: the Stripe sandbox takes no real money and never runs there');
  }
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && /^[rs]k_live_/.test(value)) {
      dangers.push(`${name} holds a live Stripe key: the sandbox does not start beside one`);
    }
  }
  return dangers;
}

function valuesFrom(environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [setting, variable] of Object.entries(VARIABLES)) {
    const text = environment[variable];
    if (text === undefined || text === '') continue;
    values[setting] =
      takesNumber(setting as keyof SandboxSettings) && /^-?\d+$/.test(text) ? Number.parseInt(text, 10) : text;
  }
  return values;
}

function takesNumber(setting: keyof SandboxSettings): boolean {
  const inner = shape.shape[setting];
  return inner instanceof z.ZodDefault && inner.unwrap() instanceof z.ZodNumber;
}
