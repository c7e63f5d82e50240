import type { Locator } from 'playwright-core';
import { ConsolePage } from './console.page.js';

/** The staff's list of allocation rules, one rule, and its form. */
export class StaffRulesPage extends ConsolePage {
  async opened(): Promise<this> {
    await this.page.getByRole('heading', { level: 1, name: '分配规则', exact: true }).waitFor();
    await this.page.getByRole('link', { name: /^第 1 版/ }).waitFor();
    return this;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** The word beside the rule's name that says where it stands. */
  standing(word: string): Locator {
    return this.heading.getByText(word, { exact: true });
  }

  /** A row of a table by its city. */
  city(name: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }
}
