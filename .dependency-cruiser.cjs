/** The direction of the house: kernel ← platform ← … ← receipts ← audit ← apps. A new library gets its rank here. */
const ranks = [
  ['kernel', 'verifier'],
  ['platform'],
  ['identity', 'organizations', 'ledger', 'pictures'],
  ['campaigns', 'evidence', 'news'],
  ['teams'],
  ['allocation', 'pledges'],
  ['payments', 'reallocations'],
  ['refunds', 'disputes', 'monthly-gifts'],
  ['receipts', 'reconciliation'],
  ['donors'],
  ['audit'],
];
const known = ranks.flat();
const any = (names) => `(${names.join('|')})`;
const tests = '(\\.spec\\.tsx?$|^test/)';

/** What a library may not import: its neighbours of the same rank and everything above. */
const directions = ranks.flatMap((names, rank) =>
  names.flatMap((name) => {
    const forbidden = ranks
      .slice(rank)
      .flat()
      .filter((other) => other !== name);
    if (forbidden.length === 0) return [];
    return {
      name: `rank-of-${name}`,
      severity: 'error',
      comment: `${name} may import libraries of a lower rank only; news travels upward as outbox events.`,
      from: { path: `^libs/${name}/` },
      to: { path: `^libs/${any(forbidden)}/` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'Classes that import each other fail under decorator metadata, and nobody can read them apart.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-library-has-a-rank',
      severity: 'error',
      comment: 'Add the library to `ranks` in .dependency-cruiser.cjs.',
      from: { path: '^libs/', pathNot: `^libs/${any(known)}/` },
      to: {},
    },
    {
      name: 'libraries-know-no-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-apart',
      severity: 'error',
      comment: 'api, worker, web and sandbox talk over the wire or through the database.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'sandbox-knows-no-product',
      severity: 'error',
      comment: 'The sandbox stands in for Stripe: with code of ours in it, it would prove nothing about ours.',
      from: { path: '^apps/stripe-sandbox/' },
      to: { path: '^(libs|apps)/', pathNot: '^apps/stripe-sandbox/' },
    },
    {
      name: 'only-through-the-door-from-libraries',
      severity: 'error',
      comment: "A library's index.ts is its only door. Who may use the generated client is another rule's matter.",
      from: { path: '^libs/([^/]+)/', pathNot: tests },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/index\\.ts$', '^libs/platform/database/generated/'] },
    },
    {
      name: 'only-through-the-door-from-apps',
      severity: 'error',
      comment: "A library's index.ts is its only door.",
      from: { path: '^apps/', pathNot: tests },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/index\\.ts$' },
    },
    {
      name: 'libraries-by-their-name',
      severity: 'error',
      comment: 'Write #kernel, not ../kernel/index.js: the door is named, so that a library can move.',
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^libs/[^/]+/index\\.ts$', pathNot: '^$1/$2/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'web-takes-pure-code-only',
      severity: 'error',
      comment: 'Nest, Prisma and secrets do not belong into a browser.',
      from: { path: '^apps/web/' },
      to: { path: '^libs/', pathNot: '^libs/(kernel|verifier)/' },
    },
    {
      name: 'web-features-apart',
      severity: 'error',
      comment: 'Features never import each other; what two of them need lies in components or lib.',
      from: { path: '^apps/web/features/([^/]+)/' },
      to: { path: '^apps/web/features/', pathNot: '^apps/web/features/$1/' },
    },
    {
      name: 'web-shared-then-features-then-app',
      severity: 'error',
      comment: 'Arrows run from app to features to what is shared.',
      from: { path: '^apps/web/(components|lib)/' },
      to: { path: '^apps/web/(app|features)/' },
    },
    {
      name: 'web-features-know-no-app',
      severity: 'error',
      from: { path: '^apps/web/features/' },
      to: { path: '^apps/web/app/' },
    },
    {
      name: 'kernel-is-pure',
      severity: 'error',
      comment: 'The kernel is arithmetic and words: no framework, no database, no file, no network.',
      from: { path: '^libs/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/kernel/', '^node_modules/typeid-js/', '^(node:)?crypto$'] },
    },
    {
      name: 'verifier-is-independent',
      severity: 'error',
      comment: 'It recomputes what the rest of the house computes: with shared code it would prove nothing.',
      from: { path: '^libs/verifier/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/verifier/', '^node_modules/@noble/hashes/'] },
    },
    {
      name: 'verifier-serves-visitors-only',
      severity: 'error',
      comment: 'Neither the ledger nor the api may take its arithmetic from what is to check it.',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/verifier/', '^apps/(verifier|web)/', tests] },
      to: { path: '^libs/verifier/' },
    },
    {
      name: 'sql-and-prisma-in-repositories',
      severity: 'error',
      comment: 'A repository is the only file that touches its tables.',
      from: {
        pathNot: [
          '\\.repository\\.ts$',
          '^libs/platform/(database|outbox)/',
          '^libs/platform/index\\.ts$',
          '^libs/identity/auth\\.ts$',
        ],
      },
      to: { path: 'libs/platform/database/generated/' },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-dead-file',
      severity: 'error',
      comment:
        'Nothing imports this file. Entry points lie at the top of an app; a door may wait for its first visitor.',
      from: {},
      module: {
        path: '^(apps|libs)/',
        pathNot: [
          tests,
          '^apps/[^/]+/[^/]+\\.tsx?$',
          '/index\\.ts$',
          '\\.d\\.ts$',
          '/generated/',
          '^apps/web/.*\\.(css|svg|json)$',
          // What the browser asks for by its address.
          '^apps/web/public/',
          // A worker is named by its address, not imported.
          '\\.worker\\.ts$',
        ],
        numberOfDependentsLessThan: 1,
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'This import leads nowhere. The types of the GraphQL schema are generated and not in version control.',
      from: {},
      to: { couldNotResolve: true, pathNot: 'graphql-env' },
    },
    {
      name: 'no-development-package-in-production',
      severity: 'error',
      comment: 'The container has no development packages. The web is bundled, so it may.',
      from: { path: '^(libs|apps/(api|worker))/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/@types/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', 'database/generated'] },
    exclude: { path: ['^dist/', '^\\.data/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
