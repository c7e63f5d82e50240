import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Settings } from '../config/settings.js';
import type { Tx } from '../database/database.js';
import { Logger } from '../telemetry/logger.js';

const CHANNEL = 'yiqijuan';
const RECONNECT_MS = 1000;

/** Postgres takes less than 8,000 bytes in one notification. */
const PAYLOAD_BYTES = 7_000;

/** What has changed, for pages kept ready in the memory of each api process and for whoever follows live. */
export interface Signal {
  kind: 'campaign' | 'pledge';
  id: string;
}

type Listener = (signal: Signal) => void;

/**
 * News across processes through Postgres LISTEN/NOTIFY. A hint, not a promise: where it cannot be heard (a pooler in
 * transaction mode, a cut connection), what depends on it must also age by itself.
 */
@Injectable()
export class Signals implements OnApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private client: pg.Client | undefined;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Settings) private readonly settings: Pick<Settings, 'database'>,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Sends when `tx` commits; a batch goes in few notifications, because each makes commits wait for one another. */
  async send(tx: Tx, signals: readonly Signal[]): Promise<void> {
    if (signals.length === 0) return;
    const texts = payloadsOf(signals);
    await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, text) FROM unnest(${texts}::text[]) AS text`;
  }

  /** Calls `listener` for everything heard from now on. */
  listen(listener: Listener): void {
    this.listeners.add(listener);
    if (!this.client && !this.stopped) this.connect();
  }

  private connect(): void {
    const client = new pg.Client({ connectionString: this.settings.database.url, application_name: 'signals' });
    this.client = client;
    client.on('error', (error) => this.reconnect(client, error));
    client.on('end', () => this.reconnect(client));
    client.on('notification', ({ payload }) => {
      if (!payload) return;
      for (const signal of JSON.parse(payload) as Signal[]) for (const listener of this.listeners) listener(signal);
    });
    client
      .connect()
      .then(() => client.query(`LISTEN ${CHANNEL}`))
      .catch((error: unknown) => this.reconnect(client, error));
  }

  private reconnect(client: pg.Client, error?: unknown): void {
    if (this.client !== client || this.stopped) return;
    this.logger.warn({ err: error }, 'signals are not heard; reconnecting');
    this.client = undefined;
    client.end().catch(() => undefined);
    this.timer = setTimeout(() => this.connect(), RECONNECT_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }
}

/** Signals as few texts, each short enough for one notification. */
export function payloadsOf(signals: readonly Signal[]): string[] {
  const payloads: string[] = [];
  let texts: string[] = [];
  let bytes = 0;
  const close = (): void => {
    if (texts.length > 0) payloads.push(`[${texts.join(',')}]`);
    [texts, bytes] = [[], 0];
  };
  for (const signal of signals) {
    const text = JSON.stringify(signal);
    const length = Buffer.byteLength(text) + 1;
    if (bytes + length > PAYLOAD_BYTES) close();
    texts.push(text);
    bytes += length;
  }
  close();
  return payloads;
}
