import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Lifecycle, Logger, type Settings } from '#platform';
import { WorkerModule } from './worker.module.js';

export interface RunningWorker {
  /** Where health and metrics are served. */
  url: string;
  /** Readiness fails, running jobs finish, then everything is let go. */
  close(): Promise<void>;
}

/** Starts a worker with these settings; `healthPort` 0 takes a free port. */
export async function startWorker(settings: Settings, healthPort = settings.workerHealthPort): Promise<RunningWorker> {
  const app = await NestFactory.create<NestFastifyApplication>(WorkerModule.with(settings), new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  await app.listen(healthPort, settings.host);
  const url = await app.getUrl();
  logger.info({ url }, 'worker ready');
  return {
    url,
    close: async () => {
      app.get(Lifecycle).stopping = true;
      await app.close();
    },
  };
}
