import { Global, Module } from '@nestjs/common';
import { Outbox } from '../outbox/outbox.js';
import { Queues } from './queues.js';

/** The outbox and the queues that wake its workers. */
@Global()
@Module({ providers: [Queues, Outbox], exports: [Queues, Outbox] })
export class QueueModule {}
