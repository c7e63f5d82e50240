import type { Locator, Page } from 'playwright-core';

/** The sandbox's hosted payment page. */
export class CheckoutPage {
  constructor(readonly page: Page) {}

  async opened(): Promise<this> {
    await this.page.getByRole('button', { name: /^(支付|捐赠)/ }).waitFor();
    return this;
  }

  /** Chooses a method where the page offers several, e.g. 银行卡. */
  async choose(method: string): Promise<void> {
    const option = this.page.getByRole('radio', { name: method });
    if ((await option.count()) > 0) await option.check();
  }

  get refusal(): Locator {
    return this.page.getByRole('alert');
  }

  /** Fills in a card and sends the form. */
  async payWith(card: string): Promise<void> {
    await this.choose('银行卡');
    const year = (new Date().getFullYear() + 3) % 100;
    await this.page.getByLabel('卡号').fill(card);
    await this.page.getByLabel('有效期').fill(`12/${year}`);
    await this.page.getByLabel('安全码').fill('123');
    await this.page.getByLabel('持卡人姓名').fill('示例持卡人');
    await this.send();
  }

  /** Pays with the wallet in the phone: chooses it and says yes there. */
  async payByWallet(wallet: string): Promise<void> {
    await this.choose(wallet);
    await this.send();
    await this.page.getByRole('button', { name: /^(模拟扫码并付款|确认付款)$/ }).click();
  }

  private async send(): Promise<void> {
    const email = this.page.getByLabel('电子邮箱');
    if (await email.isVisible()) await email.fill('payer@example.org');
    await this.page.getByRole('button', { name: /^(支付|捐赠)/ }).click();
  }

  /** The bank's question in 3-D Secure. */
  async passChallenge(): Promise<void> {
    await this.page.getByRole('heading', { name: '请确认是您本人付款' }).waitFor();
    await this.page.getByRole('button', { name: '验证通过' }).click();
  }
}
