import type { Locator, Page } from 'playwright-core';
import { DEMO_LOGINS } from '../../../apps/api/seed/examples.js';

/** One of the demo people, by the first part of the e-mail address. */
export type Person = 'maker' | 'checker' | 'yiyang' | 'changsha';

/** The door for federations and staff. */
export class SignInPage {
  constructor(readonly page: Page) {}

  get refusal(): Locator {
    return this.page.getByRole('alert');
  }

  /** Fills in the form of the page that is open and sends it. */
  async enter(email: string, password: string): Promise<void> {
    await this.page.getByLabel('邮箱').fill(email);
    await this.page.getByLabel('密码').fill(password);
    await this.page.getByRole('button', { name: '登录' }).click();
  }

  /** Goes to an address behind the door and signs in on the way. */
  async passTo(address: string, person: Person): Promise<void> {
    const login = DEMO_LOGINS.find(({ email }) => email.startsWith(`${person}@`));
    if (!login) throw new Error(`the seed knows no ${person}`);
    await this.page.goto(address);
    await this.enter(login.email, login.password);
    await this.page.waitForURL(address);
  }
}
