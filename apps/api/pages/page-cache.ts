import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Logger, Signals } from '#platform';
import type { Locale } from '../messages/messages.js';
import { PageRenderer } from './page-renderer.js';

const compress = promisify(gzip);

export interface ReadyPage {
  status: number;
  html: Buffer;
  gzipped: Buffer;
  etag: string;
}

interface Entry {
  locale: Locale;
  page: ReadyPage;
  renderedAt: number;
  fresh: boolean;
  refreshing: Promise<void> | null;
}

/** A page is drawn again at most this often, however many gifts arrive. */
const REFRESH_MS = 500;
/** A page ages even when no signal is heard (a pooler in between, a cut connection). */
const MAX_AGE_MS = 15_000;
/** Campaigns that are looked at; beyond that the oldest go. */
const MAX_PAGES = 500;

/**
 * Public pages as ready bytes. A request is answered from memory; a posting's signal has the page drawn again behind
 * the request's back, once per half second at most. Each process keeps its own: nothing here needs to be shared.
 */
@Injectable()
export class PageCache implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly entries = new Map<string, Entry>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    @Inject(PageRenderer) private readonly renderer: PageRenderer,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    // A campaign also appears on the front page and under both languages, so every page kept is looked at again.
    this.signals.listen(({ kind }) => {
      if (kind === 'pledge') return; // Personal: no page shown to everybody has it.
      for (const [address, entry] of this.entries) {
        entry.fresh = false;
        this.refresh(address, entry);
      }
    });
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** The page at this address, at once when it is kept. */
  get(address: string, locale: Locale, now: number): ReadyPage | Promise<ReadyPage> {
    const entry = this.entries.get(address);
    if (!entry) return this.first(address, locale);
    if (!entry.fresh || now - entry.renderedAt > MAX_AGE_MS) this.refresh(address, entry);
    return entry.page;
  }

  private async first(address: string, locale: Locale): Promise<ReadyPage> {
    const page = await this.draw(address, locale);
    if (page.status === 200) {
      const oldest = this.entries.size >= MAX_PAGES ? this.entries.keys().next().value : undefined;
      if (oldest !== undefined) this.entries.delete(oldest);
      this.entries.set(address, { locale, page, renderedAt: performance.now(), fresh: true, refreshing: null });
    }
    return page;
  }

  private refresh(address: string, entry: Entry): void {
    if (entry.refreshing) return;
    const wait = Math.max(0, entry.renderedAt + REFRESH_MS - performance.now());
    entry.refreshing = new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve(this.redraw(address, entry));
      }, wait);
      this.timers.add(timer);
    });
  }

  private async redraw(address: string, entry: Entry): Promise<void> {
    entry.fresh = true; // A signal from here on asks for one more drawing.
    try {
      const page = await this.draw(address, entry.locale);
      if (page.status === 200) entry.page = page;
      else if (page.status === 404) this.entries.delete(address);
    } catch (error) {
      this.logger.warn({ err: error, address }, 'a page could not be drawn again; the last one stays');
    } finally {
      entry.renderedAt = performance.now();
      entry.refreshing = null;
      if (!entry.fresh && this.entries.get(address) === entry) this.refresh(address, entry);
    }
  }

  private async draw(address: string, locale: Locale): Promise<ReadyPage> {
    const { status, html } = await this.renderer.render(address, locale);
    const bytes = Buffer.from(html, 'utf8');
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    return { status, html: bytes, gzipped: await compress(bytes), etag };
  }
}
