import type { Page, Request } from 'playwright-core';

interface Question {
  request: Request;
  name: string;
  answered: boolean;
  /** What had been answered when it was asked. */
  after: readonly string[];
}

/** Who somebody is decides what their page asks for, so this one may come before it. */
const WHO = 'Viewer';
/** What a form would do is asked of what the form holds. */
const OF_A_FORM = /^Preview/;

/** What a page asks the api while it comes up. */
export class Questions {
  private asked: Question[] = [];

  constructor(page: Page) {
    page.on('request', (request) => {
      if (new URL(request.url()).pathname !== '/graphql') return;
      const { operationName = '' } = (request.postDataJSON() ?? {}) as { operationName?: string };
      const after = this.asked.filter(({ answered }) => answered).map(({ name }) => name);
      this.asked.push({ request, name: operationName, answered: false, after });
    });
    page.on('response', (response) => {
      const question = this.asked.find(({ request }) => request === response.request());
      if (question) question.answered = true;
    });
  }

  /** Another page comes. */
  begin(): void {
    this.asked = [];
  }

  /** Questions that waited for the answer to another, where the page could have asked for both at once. */
  get waterfalls(): string[] {
    return this.asked
      .filter(({ name }) => name !== WHO && !OF_A_FORM.test(name))
      .flatMap(({ name, after }) =>
        after.filter((before) => before !== WHO).map((before) => `${name} after ${before}`),
      );
  }
}
