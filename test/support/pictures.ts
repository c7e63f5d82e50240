import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Where a run leaves what it saw; git ignores it, CI keeps it. */
const FOLDER = path.resolve(import.meta.dirname, '../../test-results/pictures');
const QUALITY = 70;

const SHEETS = 'dialog[open], [role=dialog]';
/** Stays at the window's edge: in a picture of a whole page it would lie across its middle. */
const BARS = '.give-bar';

/** The pictures of one suite, numbered in the order they were taken: `<suite>/<nn>-<step>-<width>.jpg`. */
export class PictureBook {
  private readonly folder: string;
  private count = 0;

  /** Begins anew: what an earlier run of this suite left is gone. */
  constructor() {
    const suite = path.basename(expect.getState().testPath ?? 'suite').replace(/\..*$/, '');
    this.folder = path.join(FOLDER, suite);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  /** A number for the next step, so that its pictures in several sizes stand together. */
  next(step: string): string {
    this.count += 1;
    return `${String(this.count).padStart(2, '0')}-${step.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}`;
  }

  /** What a person takes home. */
  put(file: string, bytes: Uint8Array): void {
    writeFileSync(path.join(this.folder, file), bytes);
  }

  /** The whole page; of a page behind a sheet only what is in the window, for no more of it is to be seen. */
  async take(page: Page, name: string): Promise<void> {
    const [sheets, bars] = await Promise.all(
      [SHEETS, BARS].map((some) => page.locator(some).filter({ visible: true }).count()),
    );
    await page.screenshot({
      path: path.join(this.folder, `${name}-${page.viewportSize()?.width ?? 0}.jpg`),
      type: 'jpeg',
      quality: QUALITY,
      fullPage: sheets === 0,
      animations: 'disabled',
      ...(sheets === 0 && bars ? { style: `${BARS} { position: static !important; }` } : {}),
    });
  }
}
