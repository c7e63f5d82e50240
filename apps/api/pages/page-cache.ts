import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Logger, Metrics, Signals } from '#platform';
import type { Locale } from '../messages/messages.js';
import { KeptPage, type ReadyPage } from './kept-page.js';
import { PageRenderer } from './page-renderer.js';

const compress = promisify(gzip);

/** Pages that are looked at; beyond that, the one nobody has read for longest goes. */
const MAX_PAGES = 500;

/**
 * Public pages as ready bytes. A request is answered from memory; a posting's signal has the pages that are read drawn
 * again behind the request's back. Each process keeps its own: nothing here needs to be shared.
 */
@Injectable()
export class PageCache implements OnApplicationBootstrap, OnModuleDestroy {
  /** The least recently read first. */
  private readonly pages = new Map<string, KeptPage>();
  /** Pages being drawn for the first time: however many ask, one drawing. */
  private readonly firsts = new Map<string, Promise<ReadyPage>>();
  private signalsHeard = 0;

  constructor(
    @Inject(PageRenderer) private readonly renderer: Pick<PageRenderer, 'render'>,
    @Inject(Signals) private readonly signals: Pick<Signals, 'listen'>,
    @Inject(Metrics) private readonly metrics: Pick<Metrics, 'pagesDrawn'>,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    // A campaign also appears on the front page and under both languages, so every page kept is looked at again.
    this.signals.listen(({ kind }) => {
      if (kind === 'pledge') return; // Personal: no page shown to everybody has it.
      this.signalsHeard += 1;
      for (const page of this.pages.values()) page.outdate();
    });
  }

  onModuleDestroy(): void {
    for (const page of this.pages.values()) page.stop();
  }

  /** The page at this address, at once when it is kept. */
  get(address: string, locale: Locale): ReadyPage | Promise<ReadyPage> {
    const kept = this.pages.get(address);
    if (!kept) return this.first(address, locale);
    this.pages.delete(address);
    this.pages.set(address, kept);
    return kept.read();
  }

  private first(address: string, locale: Locale): Promise<ReadyPage> {
    const begun = this.firsts.get(address);
    if (begun) return begun;
    const drawing = this.drawFirst(address, locale).finally(() => this.firsts.delete(address));
    this.firsts.set(address, drawing);
    return drawing;
  }

  private async drawFirst(address: string, locale: Locale): Promise<ReadyPage> {
    const heardBefore = this.signalsHeard;
    const page = await this.draw(address, locale);
    if (page.status !== 200) return page;
    const [longest] = this.pages.size >= MAX_PAGES ? this.pages.keys() : [];
    if (longest !== undefined) this.forget(longest);
    const kept = new KeptPage(page, (last) => this.redraw(address, locale, last));
    this.pages.set(address, kept);
    if (this.signalsHeard !== heardBefore) kept.outdate();
    return page;
  }

  private forget(address: string): void {
    this.pages.get(address)?.stop();
    this.pages.delete(address);
  }

  private async redraw(address: string, locale: Locale, last: ReadyPage): Promise<ReadyPage> {
    try {
      const page = await this.draw(address, locale);
      if (page.status === 404) this.forget(address);
      return page.status === 200 || page.status === 404 ? page : last;
    } catch (error) {
      this.logger.warn({ err: error, address }, 'a page could not be drawn again; the last one stays');
      return last;
    }
  }

  private async draw(address: string, locale: Locale): Promise<ReadyPage> {
    this.metrics.pagesDrawn.inc();
    const { status, html } = await this.renderer.render(address, locale);
    const bytes = Buffer.from(html, 'utf8');
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    return { status, html: bytes, gzipped: await compress(bytes), etag };
  }
}
