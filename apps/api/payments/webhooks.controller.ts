import { Controller, Headers, HttpCode, Inject, Post, Req, type RawBodyRequest } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { WebhookInbox } from '#payments';

/** Where the payment provider's notifications arrive: verify, keep, answer; nothing else. */
@Controller('webhooks')
export class WebhooksController {
  constructor(@Inject(WebhookInbox) private readonly inbox: WebhookInbox) {}

  @Post('stripe')
  @HttpCode(200)
  async stripe(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @Headers('stripe-signature') signature?: string,
  ): Promise<{ received: true }> {
    await this.inbox.receive(request.rawBody ?? Buffer.alloc(0), signature);
    return { received: true };
  }
}
