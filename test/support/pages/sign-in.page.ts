import type { Page } from 'playwright-core';

/** The door for federations and staff. */
export class SignInPage {
  constructor(readonly page: Page) {}

  /** Fills in the form of the page that is open and sends it. */
  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel('邮箱').fill(email);
    await this.page.getByLabel('密码').fill(password);
    await this.page.getByRole('button', { name: '登录' }).click();
  }
}
