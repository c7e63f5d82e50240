import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of one process. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly requestSeconds = new Histogram({
    name: 'yiqijuan_http_request_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });

  readonly workDone = new Counter({
    name: 'yiqijuan_work_done_total',
    help: 'Outbox messages finished, by topic and outcome',
    labelNames: ['topic', 'outcome'],
    registers: [this.registry],
  });

  readonly outboxWaiting = new Gauge({
    name: 'yiqijuan_outbox_waiting',
    help: 'Outbox messages that wait, by topic; parked ones need a person',
    labelNames: ['topic', 'state'],
    registers: [this.registry],
  });

  readonly paymentsLimited = new Counter({
    name: 'yiqijuan_payments_limited_total',
    help: 'Payment pages refused or closed against card testing, by the limit that was passed',
    labelNames: ['limit'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
