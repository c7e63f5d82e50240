import type { Locator, Page } from 'playwright-core';
import { GiveSheet } from './give-sheet.js';

/** A campaign's public page, as a donor meets it. */
export class CampaignPage {
  constructor(readonly page: Page) {}

  async open(url: string, slug: string): Promise<this> {
    await this.page.goto(`${url}/c/${slug}`);
    return this;
  }

  get raised(): Locator {
    return this.page.getByRole('region', { name: '募捐进度' });
  }

  /** The tile of a city by its full name. */
  city(name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${name} `) });
  }

  get cities(): Locator {
    return this.page.getByRole('region', { name: '钱去哪里' }).getByRole('listitem');
  }

  /** An entry of the wall that says this. */
  wallEntry(text: string): Locator {
    return this.page
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('time') })
      .filter({ hasText: text });
  }

  get giveLink(): Locator {
    return this.page.getByRole('link', { name: '捐一份爱心' }).filter({ visible: true });
  }

  async give(): Promise<GiveSheet> {
    await this.giveLink.click();
    return new GiveSheet(this.page).opened();
  }
}
