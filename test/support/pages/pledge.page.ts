import type { Locator, Page } from 'playwright-core';

/** "Where this gift went": where a donor arrives after paying. */
export class PledgePage {
  constructor(readonly page: Page) {}

  /** The page under the server's own answer: thanks for a paid gift. */
  async thanked(): Promise<this> {
    await this.page.getByRole('heading', { level: 1, name: /谢谢您/ }).waitFor();
    return this;
  }

  get stations(): Locator {
    return this.page.getByRole('region', { name: '捐赠的四站' }).getByRole('listitem');
  }

  station(name: string): Locator {
    return this.stations.filter({ hasText: name });
  }

  /** The lines by the name of their federation. */
  get lines(): Locator {
    return this.page.getByRole('heading', { level: 3, name: /妇女联合会$/ });
  }

  line(federation: string): Locator {
    return this.page.locator('.line').filter({ has: this.page.getByRole('heading', { level: 3, name: federation }) });
  }

  get download(): Locator {
    return this.page.getByRole('link', { name: '下载捐赠凭证' });
  }
}
