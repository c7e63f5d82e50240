import type { Locator, Page } from 'playwright-core';

/** What the consoles of federations and staff have in common. */
export class ConsolePage {
  constructor(readonly page: Page) {}

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** Rows of the page's table that have arrived: each has an amount. */
  get rows(): Locator {
    return this.page.getByRole('row').filter({ hasText: '¥' });
  }

  /** Presses Tab until the element has the focus. @throws Error when it cannot be reached */
  async tabTo(target: Locator): Promise<void> {
    const focused = target.and(this.page.locator(':focus'));
    await target.waitFor();
    for (let presses = 0; presses < 60; presses += 1) {
      await this.page.keyboard.press('Tab');
      if ((await focused.count()) > 0) return;
    }
    throw new Error(`not reached by keyboard: ${String(target)}`);
  }

  async assertReachable(targets: Locator[]): Promise<void> {
    for (const target of targets) await this.tabTo(target);
  }
}
