import type { WorkerOptions } from 'bullmq';

/**
 * A job only says "look into the outbox", so it may run twice or be picked up from a worker that vanished as often as
 * it takes; BullMQ's default would give it up as stalled after the first time.
 */
export const PROCESSOR_OPTIONS: Omit<WorkerOptions, 'connection'> = {
  concurrency: 1,
  lockDuration: 30_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000_000,
};
