import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from 'playwright-core';
import { PictureBook } from './pictures.js';

declare global {
  /** Called by the tests' environment (e2e-environment.mjs) before anything of a failed test is closed. */
  var onTestFailure: ((name: string) => Promise<void>) | undefined;
}

/** The rules of axe that another colour scheme may break. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** The two sizes people use: a donor's phone and a desk. */
export const PHONE = { width: 390, height: 844 } as const;
export const DESK = { width: 1280, height: 900 } as const;

/** How WeChat's own browser names itself on an Android phone. */
export const WECHAT =
  'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.103 Mobile Safari/537.36 XWEB/1300333 MMWEBSDK/20241103 MicroMessenger/8.0.55.2780(0x28003737) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN';

/** How long a person would wait for something to appear before giving up. */
const PATIENCE_MS = 15_000;

/** Scripts that follow the colour scheme or the size of the window have drawn again; a page that never rests counts. */
const AT_REST = `new Promise((done) => {
  const drawn = (next) => requestAnimationFrame(() => requestIdleCallback(next, { timeout: 500 }));
  drawn(() => drawn(done));
  setTimeout(done, 2_000);
})`;

/** Pictures that are not left for later are there, or have had their time. */
const IMAGES_DRAWN = `Promise.race([
  Promise.allSettled([...document.images].filter((each) => each.loading !== 'lazy').map((each) => each.decode())),
  new Promise((done) => setTimeout(done, 2_000)),
]).then(() => undefined)`;

export interface VisitOptions {
  size?: { width: number; height: number };
  /** Off: what a link shows before, or without, its scripts. */
  scripts?: boolean;
  /** On: pages are kept for when there is no network; requests then pass a service worker, which `route` cannot see. */
  keepsPages?: boolean;
  /** What the browser says it is; Chromium's own words unless given. */
  userAgent?: string;
}

/** A real Chromium with a new profile. */
export class TestBrowser {
  private readonly pictures = new PictureBook();

  private constructor(
    private readonly browser: Browser,
    private readonly folder: string,
  ) {
    globalThis.onTestFailure = (name) => this.keepFailure(name);
  }

  /** @throws Error when there is no Chromium: a browser test that cannot be run has failed */
  static async open(): Promise<TestBrowser> {
    const executablePath = process.env.CHROMIUM_PATH;
    if (!executablePath) {
      throw new Error(
        'No Chromium was found: install Chromium or Chrome, or set CHROMIUM_PATH to one, and run `npm test` again.',
      );
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'browser-'));
    const args = ['--disable-background-networking', '--lang=zh-CN'];
    // Chromium's own sandbox refuses to work for root.
    if (process.getuid?.() === 0) args.push('--no-sandbox');
    const browser = await chromium.launch({
      executablePath,
      args,
      downloadsPath: folder,
      env: { ...process.env, LANGUAGE: 'zh_CN' },
    });
    return new TestBrowser(browser, folder);
  }

  /** A person with a browser of their own: no cookies, nothing kept. */
  async visit(options: VisitOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({ ...contextOptions(options), acceptDownloads: true });
    return Visit.begin(context, this.pictures, options.scripts ?? true);
  }

  /** What everybody who had not left yet was looking at when a test failed. */
  private async keepFailure(name: string): Promise<void> {
    const step = this.pictures.next(`FAILED-${name}`);
    const pages = this.browser.contexts().flatMap((context) => context.pages());
    // A page that has crashed or closed cannot be taken, and must not hide why the test failed.
    await Promise.allSettled(pages.map((page, index) => this.pictures.take(page, `${step}-${index + 1}`)));
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function contextOptions({
  size = DESK,
  scripts = true,
  keepsPages = false,
  userAgent,
}: VisitOptions): BrowserContextOptions {
  const phone = size.width < 600;
  return {
    ...(userAgent ? { userAgent } : {}),
    viewport: size,
    javaScriptEnabled: scripts,
    serviceWorkers: keepsPages ? 'allow' : 'block',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    // Also a check that every page keeps still for those who ask for it; and nothing has to be waited for.
    reducedMotion: 'reduce',
    isMobile: phone,
    hasTouch: phone,
  };
}

/** One person's way through the pages. Whatever the browser complains about on the way is kept. */
export class Visit {
  readonly complaints: string[] = [];
  /** Where no pages are kept, the browser that is driven says so itself. */
  private expected: RegExp[] = [/Service Worker registration blocked by Playwright/];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly pictures: PictureBook,
    private readonly scripts: boolean,
  ) {}

  static async begin(context: BrowserContext, pictures: PictureBook, scripts: boolean): Promise<Visit> {
    context.setDefaultTimeout(PATIENCE_MS);
    const visit = new Visit(context, await context.newPage(), pictures, scripts);
    visit.listen(visit.page);
    context.on('page', (page) => visit.listen(page));
    return visit;
  }

  private listen(page: Page): void {
    page.on('console', (message) => {
      // A violation of the content security policy is an error of the console as well.
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complain(`${message.type()} on ${page.url()}: ${message.text()} ${message.location().url}`);
      }
    });
    page.on('pageerror', (error) => this.complain(`uncaught on ${page.url()}: ${error.message}`));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // Leaving a page, or turning a link into a download, breaks off what was still on its way.
      if (reason !== 'net::ERR_ABORTED') this.complain(`${request.method()} ${request.url()} failed: ${reason}`);
    });
  }

  private complain(text: string): void {
    if (!this.expected.some((pattern) => pattern.test(text))) this.complaints.push(text);
  }

  /** What this test provokes on purpose, e.g. a refused password. */
  expectComplaint(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** @throws Error with everything the browser complained about */
  assertQuiet(): void {
    if (this.complaints.length > 0) throw new Error(`the browser complained:\n${this.complaints.join('\n')}`);
  }

  async resize(size: { width: number; height: number }): Promise<void> {
    await this.page.setViewportSize(size);
    // Without scripts nothing draws anew by itself, and nothing would ever say that it is done.
    if (this.scripts) await this.page.evaluate(AT_REST);
  }

  /** Keeps how the page looks at this step, on a phone and at a desk, for whoever wants to see the run afterwards. */
  async picture(step: string): Promise<void> {
    const name = this.pictures.next(step);
    const own = this.page.viewportSize() ?? DESK;
    if (this.scripts) await this.page.evaluate(IMAGES_DRAWN);
    for (const size of [own, own.width === PHONE.width ? DESK : PHONE]) {
      if (size !== own) await this.resize(size);
      await this.pictures.take(this.page, name);
    }
    await this.resize(own);
  }

  /** Keeps what a person took home at this step: a receipt, a statement, a poster. */
  paper(step: string, kind: 'pdf' | 'png', bytes: Uint8Array): void {
    this.pictures.put(`${this.pictures.next(step)}.${kind}`, bytes);
  }

  /**
   * Opens a page again and again until it shows something: pages kept ready are drawn anew behind the visitor's back.
   * @throws Error when it never does
   */
  async reloadUntil(target: Locator): Promise<void> {
    for (let tries = 0; tries < 15; tries += 1) {
      await this.page.reload();
      const shown = await target.waitFor({ timeout: 1_000 }).then(
        () => true,
        () => false,
      );
      if (shown) return;
    }
    throw new Error(`${this.page.url()} never showed ${String(target)}`);
  }

  /** No page may be wider than its window. @throws Error naming what sticks out */
  async assertFits(): Promise<void> {
    const wide = await this.page.evaluate<{ page: number; window: number; culprits: string[] }>(`(() => {
      const page = document.documentElement.scrollWidth;
      const culprits = [...document.querySelectorAll('body *')]
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5)
        .map((each) => each.tagName + '.' + each.className);
      return { page, window: innerWidth, culprits };
    })()`);
    if (wide.page > wide.window) {
      throw new Error(`${this.page.url()} is ${wide.page} px wide in ${wide.window}: ${wide.culprits.join(', ')}`);
    }
  }

  /**
   * Every rule of axe in light, and in dark those that look at colours.
   * @param colours false: without those rules, where the same page has been looked at in another language
   * @throws Error naming each breach with its elements
   */
  async assertAccessible({ colours = true } = {}): Promise<void> {
    if (colours) await this.audit('dark', (axe) => axe.withRules(RULES_OF_COLOUR));
    await this.audit('light', (axe) => (colours ? axe : axe.disableRules(RULES_OF_COLOUR)));
  }

  private async audit(colorScheme: 'dark' | 'light', narrowed: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.evaluate(AT_REST);
    const axe = new AxeBuilder({ page: this.page }).options({ resultTypes: ['violations'] });
    const { violations } = await narrowed(axe).analyze();
    if (violations.length === 0) return;
    const texts = violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary ?? ''}`).join('\n')}`,
    );
    throw new Error(`${this.page.url()} in ${colorScheme}:\n${texts.join('\n')}`);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
