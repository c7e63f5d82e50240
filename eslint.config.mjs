import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import house from './scripts/lint/house-rules.mjs';

const prismaPlaces = [
  '\\.repository\\.ts$',
  '^libs/platform/index\\.ts$',
  '^libs/platform/outbox/',
  '^libs/platform/database/',
  '^libs/identity/auth\\.ts$',
  '^prisma\\.config\\.ts$',
  '^scripts/',
];
const bans = [
  {
    module: '^stripe(/|$)',
    only: ['^libs/payments/stripe-gateway/', '^apps/stripe-sandbox/', '\\.spec\\.ts$', '^test/'],
    why: 'the Stripe SDK lives behind the payment gateway.',
  },
  {
    module: 'database/generated|^\\./generated|^@prisma/',
    only: prismaPlaces,
    why: 'the Prisma client is for repositories and libs/platform/database.',
  },
  {
    module: '^#platform$',
    names: ['Prisma', 'PrismaClient'],
    only: prismaPlaces,
    why: 'the Prisma client is for repositories and libs/platform/database.',
  },
];
const environmentPlaces = [
  '^libs/platform/config/',
  '^apps/stripe-sandbox/.*settings',
  '^scripts/',
  '^test/',
  '^(prisma|jest)\\.config\\.',
];

const circular = 'A circular dependency is a missing direction: send an outbox event upward instead.';
const skipped = 'A test runs or is deleted: no test is skipped, focused or left as a note.';
const clock = 'Time and randomness come through the ports of #kernel, so that a run can be repeated.';

export default defineConfig(
  {
    ignores: [
      'dist',
      'node_modules',
      '.data',
      'coverage',
      '**/generated/**',
      '**/graphql-env.d.ts',
      '**/*.generated.*',
    ],
  },
  // A rule that a comment can switch off is a suggestion.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house },
    rules: {
      'house/import-only-in': ['error', bans],
      'house/environment-only-in': ['error', environmentPlaces],
      'house/no-inexact-money': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, minimumDescriptionLength: 3 }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Nest reads the types of constructor parameters at run time; a type-only import would erase them.
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'Identifier[name="forwardRef"]', message: circular },
        {
          selector:
            'CallExpression > MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(only|skip|todo|failing)$/]',
          message: skipped,
        },
        { selector: 'CallExpression > Identifier[name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]', message: skipped },
      ],
      // Guides, not walls: over these a file or a function wants a second look.
      'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Amounts are plain numbers on Stripe's wire, so its double and the gateway's edge convert them.
    files: ['libs/payments/stripe-gateway/**/*.ts', 'apps/stripe-sandbox/**/*.ts'],
    rules: { 'house/no-inexact-money': 'off' },
  },
  {
    files: ['libs/**/*.ts'],
    ignores: [
      'libs/platform/**',
      'libs/kernel/clock.ts',
      'libs/kernel/ids.ts',
      'libs/payments/stripe-gateway/**',
      '**/*.spec.ts',
      '**/*.builders.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: clock },
        { object: 'Math', property: 'random', message: clock },
      ],
    },
  },
  {
    // Properties of components are written as methods and taken apart; no component has a `this` to lose.
    files: ['apps/web/**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['apps/web/**/*.tsx'],
    ignores: ['**/*.spec.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'house/no-text-in-components': 'error',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    // Scripts that a browser is given as they are.
    files: ['apps/web/public/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['self', 'caches', 'document', 'localStorage', 'Response'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'globalThis',
          'fetch',
          'URL',
          'AbortSignal',
          'Buffer',
          'performance',
          'module',
          'require',
        ]
          .concat([
            'setTimeout',
            'clearTimeout',
            'setInterval',
            'clearInterval',
            'WebAssembly',
            'TextDecoder',
            '__dirname',
          ])
          .map((name) => [name, 'readonly']),
      ),
    },
  },
);
