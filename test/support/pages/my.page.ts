import type { Locator, Page } from 'playwright-core';

/** A donor's own gifts and papers. */
export class MyPage {
  constructor(readonly page: Page) {}

  async open(url: string): Promise<this> {
    await this.page.goto(`${url}/my`);
    await this.page.getByRole('heading', { level: 1, name: '我的捐赠' }).waitFor();
    return this;
  }

  /** Asks for a code; `codeOf` reads it from the mail box once it was sent. */
  async signIn(email: string, codeOf: () => string): Promise<void> {
    await this.page.getByLabel('邮箱').fill(email);
    await this.page.getByRole('button', { name: '获取验证码' }).click();
    await this.page.getByText(`验证码已发到 ${email}`).waitFor();
    await this.page.getByLabel('6 位验证码').fill(codeOf());
    await this.page.getByRole('button', { name: '登录', exact: true }).click();
    await this.page.getByText(`已登录：${email}`).waitFor();
  }

  get gifts(): Locator {
    return this.page.getByRole('region', { name: '捐赠记录' }).getByRole('listitem');
  }

  get years(): Locator {
    return this.page.getByRole('region', { name: '年度明细' }).getByRole('listitem');
  }
}
