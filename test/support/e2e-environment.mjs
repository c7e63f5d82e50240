import { TestEnvironment } from 'jest-environment-node';

/** Node, and whoever watches the tests of a file (see browser.ts) is told of a failure while everything still stands. */
export default class E2eEnvironment extends TestEnvironment {
  async handleTestEvent(event) {
    if (event.name === 'test_fn_failure') await this.global.onTestFailure?.(event.test.name);
  }
}
