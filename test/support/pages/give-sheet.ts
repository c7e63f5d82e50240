import type { Locator, Page } from 'playwright-core';

/** The sheet in which a donor says how much, for whom and in which name. */
export class GiveSheet {
  readonly sheet: Locator;

  constructor(readonly page: Page) {
    this.sheet = page.getByRole('dialog', { name: '捐一份爱心' });
  }

  async opened(): Promise<this> {
    await this.sheet.waitFor();
    return this;
  }

  get ownAmount(): Locator {
    return this.sheet.getByLabel('金额（元）');
  }

  async chooseOwnAmount(): Promise<void> {
    await this.choose('其他金额');
  }

  /** Taps one of the large keys: an amount, or how to be named. */
  async choose(label: string): Promise<void> {
    await this.sheet.getByRole('radio', { name: label, exact: true }).check();
  }

  get destination(): Locator {
    return this.sheet.getByLabel('给哪里');
  }

  get name(): Locator {
    return this.sheet.getByLabel('显示的名字');
  }

  get message(): Locator {
    return this.sheet.getByLabel('留一句话（可不填）');
  }

  get email(): Locator {
    return this.sheet.getByLabel('收凭证的邮箱（可不填）');
  }

  get plan(): Locator {
    return this.sheet.getByLabel('我已了解募捐方案摘要，自愿捐赠');
  }

  get pay(): Locator {
    return this.sheet.getByRole('button', { name: /^支付/ });
  }

  /** The sentence that belongs to a field, as a screen reader would say it. */
  async faultOf(field: Locator): Promise<string> {
    await this.sheet.page().locator('[aria-invalid="true"]').first().waitFor();
    const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ').filter(Boolean);
    const texts = await Promise.all(ids.map((id) => this.page.locator(`[id="${id}"]`).innerText()));
    return texts[0] ?? '';
  }
}
