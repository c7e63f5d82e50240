import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Where settings are declared, and how a declaration looks there. */
const declarations: [string, RegExp][] = [
  ['libs/platform/config/settings.ts', /^\s+([A-Z][A-Z0-9_]+): /gm],
  ['apps/stripe-sandbox/sandbox.settings.ts', /'(SANDBOX_[A-Z_]+)'/g],
  ['scripts/settings.mjs', /(?:port|isSet)\('([A-Z_]+)'/g],
  ['scripts/test-postgres.mjs', /process\.env\.([A-Z_]+)/g],
];

test('.env.example documents every setting', () => {
  const documented = [...readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z][A-Z0-9_]+)=/gm)].map(
    ([, name]) => name,
  );
  const declared = declarations
    .filter(([file]) => existsSync(file))
    .flatMap(([file, pattern]) => [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name));
  expect(declared.length).toBeGreaterThan(10);
  expect(documented).toEqual(expect.arrayContaining(declared));
});
