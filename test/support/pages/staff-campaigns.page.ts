import type { Locator } from 'playwright-core';
import { ConsolePage } from './console.page.js';

/** The fields of a campaign by their labels; whole days and clocks as the browser's own inputs take them. */
export type CampaignFields = Readonly<Record<string, string>>;

/** The staff's list of campaigns, one campaign, and its form. */
export class StaffCampaignsPage extends ConsolePage {
  async opened(): Promise<this> {
    await this.page.getByRole('heading', { level: 1, name: '活动', exact: true }).waitFor();
    await this.rows.first().waitFor();
    return this;
  }

  async fill(fields: CampaignFields): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      await this.page.getByLabel(label, { exact: true }).fill(value);
    }
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** The state next to the campaign's title. */
  state(word: string): Locator {
    return this.heading.getByText(word, { exact: true });
  }

  /** Takes a step through its dialog, with a reason where one is asked for. */
  async take(step: string, reason?: string): Promise<void> {
    await this.button(step).click();
    if (reason !== undefined) await this.dialog.getByLabel('理由').fill(reason);
    await this.dialog.getByRole('button', { name: step, exact: true }).click();
  }
}
