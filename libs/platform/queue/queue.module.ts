import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Settings } from '../config/settings.js';
import { Outbox } from '../outbox/outbox.js';
import { Logger } from '../telemetry/logger.js';
import { queueConnection } from './connection.js';
import { Queues } from './queues.js';
import { TOPICS, type Nudge } from './topics.js';

/** The outbox and the queues that wake its workers. */
@Global()
@Module({
  imports: [
    BullModule.forRootAsync({
      useFactory: (settings: Settings) => ({ connection: queueConnection(settings) }),
      inject: [Settings],
    }),
    BullModule.registerQueue(...TOPICS.map((name) => ({ name }))),
  ],
  providers: [
    {
      provide: Queues,
      useFactory: (logger: Logger, ...queues: Queue<Nudge>[]) => new Queues(queues, logger),
      inject: [Logger, ...TOPICS.map((topic) => getQueueToken(topic))],
    },
    Outbox,
  ],
  exports: [Queues, Outbox, BullModule],
})
export class QueueModule {}
