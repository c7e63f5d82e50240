import { BullModule } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { Outbox } from '../outbox/outbox.js';
import { queueConnection } from './connection.js';
import { Queues } from './queues.js';
import { TOPICS } from './topics.js';

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
  providers: [Queues, Outbox],
  exports: [Queues, Outbox, BullModule],
})
export class QueueModule {}
