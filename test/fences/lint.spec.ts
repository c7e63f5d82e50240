import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plantTree, runChecker, type Tree } from './tree.js';

interface Breach {
  name: string;
  file: string;
  text: string;
  rule: string;
}

/** Each breaks one rule on purpose. */
const breaches: Breach[] = [
  {
    name: 'the Stripe SDK outside of the gateway',
    file: 'libs/pledges/pledges.service.ts',
    text: `import Stripe from 'stripe';\nexport const a = Stripe;\n`,
    rule: 'house/import-only-in',
  },
  {
    name: 'the Stripe SDK by a dynamic import',
    file: 'libs/payments/payments.service.ts',
    text: `export const load = (): Promise<unknown> => import('stripe');\n`,
    rule: 'house/import-only-in',
  },
  {
    name: 'a type of the Stripe SDK outside of the gateway',
    file: 'apps/api/pledges/stripe-type.ts',
    text: `export type A = import('stripe').Stripe;\n`,
    rule: 'house/import-only-in',
  },
  {
    name: 'the Prisma client in a service',
    file: 'libs/ledger/ledger.service.ts',
    text: `import { PrismaClient } from '../platform/database/generated/client.js';\nexport const a = PrismaClient;\n`,
    rule: 'house/import-only-in',
  },
  {
    name: 'the Prisma client in a service, through the door of the platform',
    file: 'libs/ledger/door.service.ts',
    text: `import { Prisma } from '#platform';\nexport const a = Prisma;\n`,
    rule: 'house/import-only-in',
  },
  {
    name: 'the Prisma runtime in a resolver',
    file: 'apps/api/pledges/pledges.resolver.ts',
    text: `export { PrismaPg } from '@prisma/adapter-pg';\n`,
    rule: 'house/import-only-in',
  },
  ...[
    'export const a = process.env.PORT;',
    `export const a = process['env'];`,
    'export const { env } = process;',
    `export { a };\nimport { env } from 'node:process';\nconst a = env;`,
    'export const a = globalThis.process.env;',
  ].map((text, i) => ({
    name: `the environment outside of the settings (${text.split('\n').at(-2) ?? text})`,
    file: `libs/campaigns/environment-${i}.ts`,
    text: `${text}\n`,
    rule: 'house/environment-only-in',
  })),
  ...[
    'Math.round(amount)',
    'Math.floor(feeFen / 2)',
    'parseFloat(amountText)',
    'Number(pledge.totalFen)',
    'Number(fund.balance.toString())',
    'Number(`${netFen}`)',
    '+pledge.totalFen',
    'Number.parseFloat(amountText)',
    'amount.toFixed(2)',
    'Number(amounts[0])',
  ].map((expression, i) => ({
    name: `a float on money: ${expression}`,
    file: `libs/allocation/inexact-${i}.ts`,
    text:
      'declare const amount: number, feeFen: number, netFen: bigint, amountText: string, amounts: bigint[];\n' +
      'declare const pledge: { totalFen: bigint }, fund: { balance: bigint };\n' +
      `export const a = ${expression};\nexport const b = [amount, feeFen, netFen, amountText, amounts, pledge, fund];\n`,
    rule: 'house/no-inexact-money',
  })),
  ...['Date.now()', 'Math.random()'].map((expression, i) => ({
    name: `${expression} in the domain`,
    file: `libs/pledges/unrepeatable-${i}.ts`,
    text: `export const a = ${expression};\n`,
    rule: 'no-restricted-properties',
  })),
  ...['<p>立即捐款</p>', '<p>Give now</p>', `<p>{'Give now'}</p>`, `<img alt="Cover" />`, '<p title={`捐款`} />'].map(
    (element, i) => ({
      name: `text in a component: ${element}`,
      file: `apps/web/components/spoken-${i}.tsx`,
      text: `export const A = () => ${element};\n`,
      rule: 'house/no-text-in-components',
    }),
  ),
  {
    name: 'a hook under a condition',
    file: 'apps/web/components/hook.tsx',
    text: `import { useState } from 'react';\nexport function A({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}\n`,
    rule: 'react-hooks/rules-of-hooks',
  },
  {
    name: 'forwardRef',
    file: 'libs/pledges/circular.module.ts',
    text: `import { forwardRef } from '@nestjs/common';\nexport const a = forwardRef(() => Object);\n`,
    rule: 'no-restricted-syntax',
  },
  {
    name: 'a skipped test',
    file: 'libs/pledges/skipped.spec.ts',
    text: `import { test } from '@jest/globals';\ntest.skip('later', () => undefined);\n`,
    rule: 'no-restricted-syntax',
  },
  {
    name: 'any',
    file: 'libs/pledges/loose.ts',
    text: `export const a = (x: any) => x as unknown;\n`,
    rule: '@typescript-eslint/no-explicit-any',
  },
  {
    name: 'a promise that nobody waits for',
    file: 'libs/pledges/floating.ts',
    text: `export function a(): void {\n  Promise.resolve(1);\n}\n`,
    rule: '@typescript-eslint/no-floating-promises',
  },
  {
    name: 'a rule switched off by a comment',
    file: 'libs/pledges/switched-off.ts',
    text: `// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport const a = (x: any) => x as unknown;\n`,
    rule: '@typescript-eslint/no-explicit-any',
  },
  {
    name: 'a type error silenced by a comment',
    file: 'libs/pledges/silenced.ts',
    text: `// @ts-ignore\nexport const a: number = 'x';\n`,
    rule: '@typescript-eslint/ban-ts-comment',
  },
];

/** Each stands right beside a fence and must not be caught by it. */
const allowed: Record<string, string> = {
  'libs/payments/stripe-gateway/stripe.gateway.ts': `import Stripe from 'stripe';\nexport const a = (amountFen: bigint) => [Stripe, Number(amountFen)];\n`,
  'libs/platform/database/database.service.ts': `export { PrismaPg } from '@prisma/adapter-pg';\n`,
  'libs/platform/config/settings.ts': `export const a = process.env.PORT;\n`,
  'libs/ledger/ledger.service-two.ts': `import { type Database } from '#platform';\nexport type A = Database;\n`,
  'libs/ledger/ledger.repository.ts': `export { PrismaPg } from '@prisma/adapter-pg';\n`,
  'libs/allocation/exact.ts':
    'declare const totalCount: bigint, amounts: bigint[], feeDays: number, totalFen: bigint;\n' +
    'export const a = [Number(totalCount), Number(amounts.length), Math.round(feeDays), Number(totalFen % 10n)];\n',
  'apps/web/components/quiet.tsx': `export const A = ({ t }: { t: (key: string) => string }) => (\n  <p className="title" title={t('a.b')}>\n    {t('give.now')} · {'¥'}\n  </p>\n);\n`,
};

const webConfig = JSON.stringify({
  extends: '../../tsconfig.json',
  compilerOptions: { jsx: 'react-jsx', lib: ['ES2023', 'DOM'] },
  include: ['.'],
  exclude: [],
});

interface Report {
  filePath: string;
  messages: { ruleId: string | null; message: string }[];
}

let tree: Tree;
let found: Map<string, string[]>;

beforeAll(async () => {
  const files: Record<string, string> = { ...allowed, 'apps/web/tsconfig.json': webConfig };
  for (const { file, text } of breaches) files[file] = text;
  tree = plantTree(files, ['eslint.config.mjs', 'scripts/lint']);
  const printed = await runChecker(tree.folder, 'eslint/bin/eslint.js', ['apps', 'libs', '-f', 'json']);
  const reports = JSON.parse(printed) as Report[];
  found = new Map(
    reports.map(({ filePath, messages }) => [
      path.relative(tree.folder, filePath),
      messages.map(({ ruleId, message }) => ruleId ?? message),
    ]),
  );
}, 120_000);

afterAll(() => tree.remove());

describe('ESLint reports', () => {
  test.each(breaches)('$name', ({ file, rule }) => {
    expect(found.get(file)).toContain(rule);
  });
});

describe('ESLint lets pass', () => {
  test.each(Object.keys(allowed))('%s', (file) => {
    expect(found.get(file)).toEqual([]);
  });
});
