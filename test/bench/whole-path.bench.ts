import { setTimeout as sleep } from 'node:timers/promises';
import { Test } from '@nestjs/testing';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AllocationService, type Donation } from '#allocation';
import { SystemIds } from '#kernel';
import { ReceiptsService } from '#receipts';
import { giveMany } from '../../apps/visitor/give-many.js';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { openInstallation, type BenchInstallation } from './bench-installation.js';
import { withPostgres } from '../support/postgres-server.js';
import { compare, type Bench } from './ratio.js';

const GIFTS = 150;
const CLIENTS = 12;
const ROUNDS = 5;

/** Says every gift is posted, and touches no book. */
const STUB: Pick<AllocationService, 'routesFor' | 'post'> = {
  routesFor: (donations: readonly Donation[]) =>
    Promise.resolve({ routes: new Map(donations.map(({ id }) => [id, 0])), unroutable: new Map() }),
  post: (_, donations: readonly Donation[]) =>
    Promise.resolve({ posted: donations.map(({ id }) => id), conflicts: [] }),
};

/** Mutation, payment, signed webhook and posting, as a share of the same handlers with the posting stubbed out. */
export const wholePathVsStubbed: Bench = {
  name: 'whole_path_vs_stubbed',
  group: 'path',
  goal: 0.7,
  run: () =>
    withPostgres({ durable: true }, async () => {
      const installation = await openInstallation();
      try {
        return await compare(
          ROUNDS,
          'gifts/s',
          () => rate(installation, false),
          () => rate(installation, true),
        );
      } finally {
        await installation.close();
      }
    }),
};

async function rate(installation: BenchInstallation, stubbed: boolean): Promise<number> {
  const worker = await startWorker(installation, stubbed);
  const ids = new SystemIds();
  const wishes = Array.from({ length: GIFTS }, () => ({
    id: ids.next('pledge'),
    campaignId: installation.campaignId,
    amount: '6600',
    designation: { kind: 'PROVINCE_POOL' as const },
    planAcknowledged: true,
  }));
  const start = performance.now();
  await giveMany({ url: installation.api.url, wishes, clients: CLIENTS });
  while (
    (await unfinished(
      installation,
      wishes.map(({ id }) => id),
    )) > 0
  )
    await sleep(5);
  const seconds = (performance.now() - start) / 1000;
  await worker.close();
  return GIFTS / seconds;
}

/** Pledges that are not paid yet, or wait to be posted. */
async function unfinished({ database }: BenchInstallation, ids: readonly string[]): Promise<number> {
  const unpaid = await database.reader.pledge.count({ where: { id: { in: [...ids] }, NOT: { state: 'PAID' } } });
  return unpaid + (await database.reader.outboxMessage.count({ where: { topic: 'ledger-post' } }));
}

async function startWorker({ settings }: BenchInstallation, stubbed: boolean): Promise<NestFastifyApplication> {
  // Receipts come after the path that is measured; in both cases nobody issues them.
  let building = Test.createTestingModule({ imports: [WorkerModule.with(settings)] })
    .overrideProvider(ReceiptsService)
    .useValue({ issue: () => Promise.resolve() });
  if (stubbed) building = building.overrideProvider(AllocationService).useValue(STUB);
  const app = (await building.compile()).createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
  return app;
}
