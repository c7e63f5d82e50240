import { All, Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authentication } from '#identity';
import { headersOf } from '../http/headers.js';
import { Settings } from '#platform';

/** Hands everything under /api/auth to the sign-in library. */
@Controller('api/auth')
export class AuthController {
  constructor(
    @Inject(Authentication) private readonly authentication: Authentication,
    @Inject(Settings) private readonly settings: Settings,
  ) {}

  @All('*')
  async handle(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const body = request.body === undefined || request.body === null ? null : JSON.stringify(request.body);
    const response = await this.authentication.handle(
      new Request(new URL(request.url, this.settings.publicUrl), {
        method: request.method,
        headers: headersOf(request),
        ...(body === null || request.method === 'GET' ? {} : { body }),
      }),
    );
    void reply.status(response.status);
    // Set-Cookie is the one header that may come several times; joining them would break them.
    for (const [name, value] of response.headers) if (name !== 'set-cookie') void reply.header(name, value);
    void reply.header('set-cookie', response.headers.getSetCookie());
    await reply.send(await response.text());
  }
}
