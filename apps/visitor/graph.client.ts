/** An answer that was not the one hoped for; says what came instead. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Speaks GraphQL like a browser: keeps its cookies, asks in a language. */
export class GraphClient {
  private readonly cookies = new Map<string, string>();

  constructor(
    readonly url: string,
    private readonly locale = 'zh-CN',
  ) {}

  /** @throws UnexpectedAnswer on a transport failure or GraphQL errors */
  async ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.tryAsking<Data>(query, variables);
    if (errors?.length || !data) throw new UnexpectedAnswer(JSON.stringify(errors));
    return data;
  }

  /** The whole answer, errors included. */
  async tryAsking<Data>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<{ data?: Data; errors?: { message: string; extensions?: Record<string, unknown> }[] }> {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data?: Data };
  }

  /** A request to the site with this visitor's cookies. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('accept-language', this.locale);
    headers.set('origin', this.url);
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(new URL(path, this.url), { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  /** Signs in with e-mail and password. @throws UnexpectedAnswer when refused */
  async signIn(email: string, password: string): Promise<void> {
    const response = await this.fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (!response.ok) throw new UnexpectedAnswer(`sign-in answered ${response.status}: ${await response.text()}`);
  }
}
