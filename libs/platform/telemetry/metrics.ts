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

  readonly liveStreams = new Gauge({
    name: 'yiqijuan_live_streams',
    help: 'Streams of live answers that are open',
    registers: [this.registry],
  });

  readonly reconciliationOpen = new Gauge({
    name: 'yiqijuan_reconciliation_open',
    help: 'Differences nobody has explained: between provider and books, and between books and bank',
    labelNames: ['side'],
    registers: [this.registry],
  });

  readonly reconciliationAge = new Gauge({
    name: 'yiqijuan_reconciliation_age_seconds',
    help: 'Since when provider, books and bank have not been compared',
    registers: [this.registry],
  });

  readonly webhookMismatch = new Gauge({
    name: 'yiqijuan_webhook_mismatch',
    help: '1 while the provider does not send its notifications as we read them',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
