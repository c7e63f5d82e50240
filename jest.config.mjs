// Four kinds of test, one runner. `npm test -- --selectProjects pure` runs one kind.
const swc = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  },
];

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  transformIgnorePatterns: ['/node_modules/'],
  moduleNameMapper: {
    '^#([a-z-]+)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};

const database = {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

export default {
  // A machine under load is slow, not wrong.
  testTimeout: 60_000,
  // Jest would leave one core to itself; these tests wait for processes and timers more than they compute.
  maxWorkers: '100%',
  projects: [
    {
      ...base,
      displayName: 'pure',
      testMatch: ['<rootDir>/{apps,libs,scripts}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.db\\.spec\\.ts$'],
    },
    {
      ...base,
      ...database,
      displayName: 'database',
      testMatch: ['<rootDir>/{apps,libs,test/books,test/monthly-gifts}/**/*.db.spec.ts'],
    },
    {
      ...base,
      ...database,
      displayName: 'e2e',
      testEnvironment: '<rootDir>/test/support/e2e-environment.mjs',
      testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'],
    },
    { ...base, displayName: 'fences', testMatch: ['<rootDir>/test/fences/**/*.spec.ts'] },
  ],
};
