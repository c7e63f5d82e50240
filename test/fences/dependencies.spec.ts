import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plantTree, runChecker, type Tree } from './tree.js';

interface Breach {
  name: string;
  /** Path to text; what is not given here is the sound tree below. */
  files: Record<string, string>;
  rule: string;
  from: string;
}

const order = [
  'kernel',
  'verifier',
  'platform',
  'identity',
  'organizations',
  'ledger',
  'campaigns',
  'allocation',
  'pledges',
  'payments',
  'receipts',
];
const upward: [string, string][] = [
  ['kernel', 'platform'],
  ['platform', 'identity'],
  ['identity', 'ledger'],
  ['ledger', 'identity'],
  ['ledger', 'campaigns'],
  ['organizations', 'campaigns'],
  ['organizations', 'ledger'],
  ['campaigns', 'pledges'],
  ['allocation', 'pledges'],
  ['pledges', 'allocation'],
  ['pledges', 'payments'],
  ['payments', 'receipts'],
];

const breaches: Breach[] = [
  {
    name: 'a feature of the web imports another',
    files: {
      'apps/web/features/giving/one.ts': `import { two } from '../campaign/two.js';\nexport const one = two;\n`,
      'apps/web/features/campaign/two.ts': `export const two = 2;\n`,
    },
    rule: 'web-features-apart',
    from: 'apps/web/features/giving/one.ts',
  },
  {
    name: 'a shared component of the web knows a feature',
    files: {
      'apps/web/components/one.ts': `import { two } from '../features/campaign/two.js';\nexport const one = two;\n`,
      'apps/web/features/campaign/two.ts': `export const two = 2;\n`,
    },
    rule: 'web-shared-then-features-then-app',
    from: 'apps/web/components/one.ts',
  },
  ...upward.map(([from, to]) => ({
    name: `${from} imports ${to}`,
    files: { [`libs/${from}/up-to-${to}.ts`]: `import '#${to}';\n` },
    rule: `rank-of-${from}`,
    from: `libs/${from}/up-to-${to}.ts`,
  })),
  {
    name: 'two files import each other',
    files: {
      'libs/pledges/one.ts': `import { two } from './two.js';\nexport const one = () => two;\n`,
      'libs/pledges/two.ts': `import { one } from './one.js';\nexport const two = () => one;\n`,
    },
    rule: 'no-cycle',
    from: 'libs/pledges/one.ts',
  },
  {
    name: 'two files import each other for types only',
    files: {
      'libs/ledger/one.ts': `import type { Two } from './two.js';\nexport interface One { two: Two }\n`,
      'libs/ledger/two.ts': `import type { One } from './one.js';\nexport interface Two { one: One }\n`,
    },
    rule: 'no-cycle',
    from: 'libs/ledger/one.ts',
  },
  {
    name: 'a library without a rank',
    files: { 'libs/marketing/banner.ts': `import '#kernel';\n` },
    rule: 'every-library-has-a-rank',
    from: 'libs/marketing/banner.ts',
  },
  {
    name: 'a library imports an app',
    files: { 'libs/receipts/app.ts': `import '../../apps/api/main.js';\n` },
    rule: 'libraries-know-no-apps',
    from: 'libs/receipts/app.ts',
  },
  {
    name: 'an app imports another app',
    files: { 'apps/worker/other.ts': `import '../api/main.js';\n` },
    rule: 'apps-apart',
    from: 'apps/worker/other.ts',
  },
  {
    name: 'the product imports the sandbox, from a library',
    files: { 'libs/payments/stand-in.ts': `import '../../apps/stripe-sandbox/main.js';\n` },
    rule: 'libraries-know-no-apps',
    from: 'libs/payments/stand-in.ts',
  },
  {
    name: 'the product imports the sandbox, from an app',
    files: { 'apps/api/stand-in.ts': `import '../stripe-sandbox/main.js';\n` },
    rule: 'apps-apart',
    from: 'apps/api/stand-in.ts',
  },
  {
    name: 'the sandbox imports the product',
    files: { 'apps/stripe-sandbox/ours.ts': `import '#kernel';\n` },
    rule: 'sandbox-knows-no-product',
    from: 'apps/stripe-sandbox/ours.ts',
  },
  {
    name: 'a library reaches past another one’s door',
    files: { 'libs/receipts/deep.ts': `import '../ledger/ledger.repository.js';\n` },
    rule: 'only-through-the-door-from-libraries',
    from: 'libs/receipts/deep.ts',
  },
  {
    name: 'an app reaches past a door',
    files: { 'apps/api/deep.ts': `import '../../libs/ledger/ledger.repository.js';\n` },
    rule: 'only-through-the-door-from-apps',
    from: 'apps/api/deep.ts',
  },
  {
    name: 'a door by its path instead of its name',
    files: { 'libs/receipts/path.ts': `import '../ledger/index.js';\n` },
    rule: 'libraries-by-their-name',
    from: 'libs/receipts/path.ts',
  },
  {
    name: 'the web imports a server library',
    files: { 'apps/web/server-side.ts': `import '#ledger';\n` },
    rule: 'web-takes-pure-code-only',
    from: 'apps/web/server-side.ts',
  },
  {
    name: 'the kernel imports a framework',
    files: { 'libs/kernel/impure.ts': `import 'pg';\n` },
    rule: 'kernel-is-pure',
    from: 'libs/kernel/impure.ts',
  },
  {
    name: 'the verifier takes its arithmetic from the kernel',
    files: { 'libs/verifier/borrowed.ts': `import '#kernel';\n` },
    rule: 'verifier-is-independent',
    from: 'libs/verifier/borrowed.ts',
  },
  {
    name: 'the verifier needs more than a hash',
    files: { 'libs/verifier/heavy.ts': `import 'pg';\n` },
    rule: 'verifier-is-independent',
    from: 'libs/verifier/heavy.ts',
  },
  {
    name: 'the ledger takes its arithmetic from the verifier',
    files: { 'libs/ledger/borrowed.ts': `import '#verifier';\n` },
    rule: 'verifier-serves-visitors-only',
    from: 'libs/ledger/borrowed.ts',
  },
  {
    name: 'a service touches the generated client',
    files: { 'libs/ledger/tables.service.ts': `import '../platform/database/generated/client.js';\n` },
    rule: 'sql-and-prisma-in-repositories',
    from: 'libs/ledger/tables.service.ts',
  },
  {
    name: 'production code imports a test',
    files: {
      'libs/ledger/tested.ts': `import './some.spec.js';\n`,
      'libs/ledger/some.spec.ts': `export const a = 1;\n`,
    },
    rule: 'no-tests-in-production',
    from: 'libs/ledger/tested.ts',
  },
  {
    name: 'a file that nobody imports',
    files: { 'libs/ledger/forgotten.ts': `import '#kernel';\n` },
    rule: 'no-dead-file',
    from: 'libs/ledger/forgotten.ts',
  },
  {
    name: 'a file alone in the world',
    files: { 'apps/api/pledges/orphan.ts': `export const a = 1;\n` },
    rule: 'no-dead-file',
    from: 'apps/api/pledges/orphan.ts',
  },
  {
    name: 'an import that leads nowhere',
    files: { 'libs/ledger/lost.ts': `import './nothing-there.js';\n` },
    rule: 'resolvable',
    from: 'libs/ledger/lost.ts',
  },
  {
    name: 'a development package in production code',
    files: { 'libs/ledger/development.ts': `import 'fast-check';\n` },
    rule: 'no-development-package-in-production',
    from: 'libs/ledger/development.ts',
  },
];

/** Downward, by name, through the door: everything that the rules are meant to allow. */
const sound: Record<string, string> = {
  ...Object.fromEntries(order.map((name) => [`libs/${name}/index.ts`, `export * from './${name}.service.js';\n`])),
  ...Object.fromEntries(order.map((name) => [`libs/${name}/${name}.service.ts`, `export const ${name} = 1;\n`])),
  'libs/platform/database/generated/client.ts': 'export const client = 1;\n',
  'libs/ledger/index.ts': `import './ledger.repository.js';\nexport * from './ledger.service.js';\n`,
  'libs/ledger/ledger.repository.ts': `import '../platform/database/generated/client.js';\n`,
  'libs/receipts/receipts.service.ts': `import '#payments';\nimport '#kernel';\nexport const receipts = 1;\n`,
  'libs/receipts/receipts.spec.ts': `import '../../test/support/house.js';\nimport './receipts.service.js';\n`,
  'test/support/house.ts': `import '../../libs/platform/platform.service.js';\n`,
  'apps/stripe-sandbox/main.ts': 'export const sandbox = 1;\n',
  'apps/api/main.ts': `import '#receipts';\n`,
  'apps/web/main.tsx': `import '#kernel';\nimport '#verifier';\nimport 'react';\n`,
};

const cruiser = 'dependency-cruiser/bin/dependency-cruise.mjs';

interface Cruise {
  summary: { error: number; violations: { from: string; to: string; rule: { name: string } }[] };
}

async function cruise(folder: string, places: readonly string[]): Promise<Cruise['summary']> {
  const printed = await runChecker(folder, cruiser, [...places, '--output-type', 'json', '--progress', 'none']);
  return (JSON.parse(printed) as Cruise).summary;
}

let tree: Tree;
let soundTree: Tree;
let found: string[];

beforeAll(async () => {
  const files = { ...sound };
  for (const breach of breaches) Object.assign(files, breach.files);
  tree = plantTree(files, ['.dependency-cruiser.cjs']);
  soundTree = plantTree(sound, ['.dependency-cruiser.cjs']);
  const { violations } = await cruise(tree.folder, ['apps', 'libs', 'test']);
  found = violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}, 120_000);

afterAll(() => {
  tree.remove();
  soundTree.remove();
});

describe('dependency-cruiser reports', () => {
  test.each(breaches)('$name', ({ rule, from }) => {
    expect(found).toContain(`${rule}: ${from}`);
  });
});

describe('dependency-cruiser lets pass', () => {
  test('imports downward, by name, through the door', async () => {
    expect((await cruise(soundTree.folder, ['apps', 'libs', 'test'])).violations).toEqual([]);
  });

  test('the real tree', async () => {
    const places = ['apps', 'libs', 'test'].filter((place) => existsSync(place));
    expect((await cruise('.', places)).violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual(
      [],
    );
  }, 120_000);
});
