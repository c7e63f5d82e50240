import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SmsCarrier } from './code-carrier.js';
import { signInLetter } from './code.letters.js';

const taken: { authorization: string | undefined; body: unknown }[] = [];
let status = 200;
let server: Server;
let carrier: SmsCarrier;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

beforeAll(async () => {
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      taken.push({ authorization: request.headers.authorization, body });
      response.writeHead(status).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  carrier = new SmsCarrier({ url: `http://127.0.0.1:${port}/send`, token: 'secret' });
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

it('hands a code to the gateway in the receiver’s language, with our token', async () => {
  await carrier.send('+8613800138000', signInLetter('123456', 'zh-CN'), 'zh-CN');
  expect(taken).toEqual([
    {
      authorization: 'Bearer secret',
      body: { to: '+8613800138000', text: expect.stringMatching(/^【一起捐】您的登录验证码是 123456/) },
    },
  ]);
});

it('says when the gateway refused', async () => {
  status = 503;
  await expect(carrier.send('+8613800138000', signInLetter('123456', 'en'), 'en')).rejects.toThrow('503');
});
