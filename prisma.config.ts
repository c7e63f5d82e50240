import { defineConfig } from 'prisma/config';

/** Read by Prisma's command line only; scripts/prisma.mjs gives it its database. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
