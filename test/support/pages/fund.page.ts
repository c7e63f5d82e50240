import type { Locator } from 'playwright-core';
import { ConsolePage } from './console.page.js';

/** A federation's own fund. */
export class FundPage extends ConsolePage {
  async opened(): Promise<this> {
    await this.page.getByRole('heading', { level: 1, name: '资金' }).waitFor();
    await this.totals.waitFor();
    return this;
  }

  get totals(): Locator {
    return this.page.getByRole('region', { name: '基金合计' });
  }

  get from(): Locator {
    return this.page.getByLabel('从（日期）');
  }

  get to(): Locator {
    return this.page.getByLabel('到（日期）');
  }

  /** An export, by the word on its button. */
  export(format: 'CSV' | 'Excel'): Locator {
    return this.page.getByRole('link', { name: `导出 ${format}` });
  }
}
