import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const CODE_GOOD_MS = 600_000;
const TOKEN_GOOD_SECONDS = 7_200;

/** How a service is: what it answers, or that it hangs up. */
type Condition = 'well' | 'no answer' | `status ${number}`;

interface Permission {
  person: string;
  at: number;
}

/**
 * WeChat's API for websites and a gateway for text messages, on loopback: the documented answers and errors of
 * `sns/oauth2/access_token` and `sns/userinfo` (errors with status 200 and an errcode, the body called text/plain), and
 * a gateway that takes `{"to", "text"}` with a bearer token.
 */
export class SignInServices {
  readonly appId = `wx${randomBytes(8).toString('hex')}`;
  readonly secret = randomBytes(16).toString('hex');
  /** What the gateway has taken, oldest first. */
  readonly messages: { to: string; text: string }[] = [];
  private readonly gatewayToken = randomBytes(16).toString('hex');
  private readonly codes = new Map<string, Permission>();
  private readonly tokens = new Map<string, string>();
  private wechat: Condition = 'well';
  private gateway: Condition = 'well';

  private constructor(
    private readonly server: Server,
    private readonly url: string,
  ) {}

  static async start(): Promise<SignInServices> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const services = new SignInServices(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => void services.answer(request, response));
    return services;
  }

  /** The settings of an api that is to speak to these. */
  get env(): Record<string, string> {
    return {
      WECHAT_APP_ID: this.appId,
      WECHAT_APP_SECRET: this.secret,
      WECHAT_API_BASE: this.url,
      SMS_GATEWAY_URL: `${this.url}/send`,
      SMS_GATEWAY_TOKEN: this.gatewayToken,
    };
  }

  /** The code WeChat sends a person back with who has said yes. */
  codeOf(person: string): string {
    const code = randomBytes(16).toString('hex');
    this.codes.set(code, { person, at: Date.now() });
    return code;
  }

  wechatIs(condition: Condition): void {
    this.wechat = condition;
  }

  gatewayIs(condition: Condition): void {
    this.gateway = condition;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const condition = pathname === '/send' ? this.gateway : this.wechat;
    if (condition === 'no answer') request.socket.destroy();
    else if (condition !== 'well') response.writeHead(Number(condition.slice('status '.length))).end('busy');
    else if (pathname === '/send') await this.takeMessage(request, response);
    else if (pathname === '/sns/oauth2/access_token') say(response, this.tokenFor(searchParams));
    else if (pathname === '/sns/userinfo') say(response, this.personOf(searchParams));
    else response.writeHead(404).end();
  }

  private tokenFor(query: URLSearchParams): object {
    if (query.get('appid') !== this.appId) return { errcode: 40013, errmsg: 'invalid appid' };
    if (query.get('secret') !== this.secret) return { errcode: 40125, errmsg: 'invalid appsecret' };
    const code = query.get('code') ?? '';
    const permission = this.codes.get(code);
    if (!permission || Date.now() - permission.at > CODE_GOOD_MS) return { errcode: 40029, errmsg: 'invalid code' };
    if (permission.person === '') return { errcode: 40163, errmsg: 'code been used' };
    this.codes.set(code, { ...permission, person: '' });
    const token = randomBytes(24).toString('base64url');
    this.tokens.set(token, permission.person);
    const openid = idOf('o', permission.person);
    return {
      access_token: token,
      expires_in: TOKEN_GOOD_SECONDS,
      refresh_token: randomBytes(24).toString('base64url'),
      openid,
      scope: 'snsapi_login',
      unionid: idOf('u', permission.person),
    };
  }

  private personOf(query: URLSearchParams): object {
    const person = this.tokens.get(query.get('access_token') ?? '');
    if (person === undefined) return { errcode: 40001, errmsg: 'invalid credential' };
    const openid = idOf('o', person);
    if (query.get('openid') !== openid) return { errcode: 40003, errmsg: 'invalid openid' };
    return {
      openid,
      nickname: person,
      sex: 0,
      province: '',
      city: '',
      country: '',
      headimgurl: 'https://thirdwx.qlogo.cn/mmopen/example/132',
      privilege: [],
      unionid: idOf('u', person),
    };
  }

  private async takeMessage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.headers.authorization !== `Bearer ${this.gatewayToken}`) {
      response.writeHead(401).end();
      return;
    }
    this.messages.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as { to: string; text: string });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }
}

/** An id like WeChat's, the same for the same person. */
function idOf(kind: 'o' | 'u', person: string): string {
  return `${kind}${Buffer.from(person).toString('base64url')}`;
}

function say(response: ServerResponse, answer: object): void {
  response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(answer));
}
