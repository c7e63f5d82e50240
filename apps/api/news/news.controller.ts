import { Controller, Get, HttpCode, Inject, Param, Post, Query, Redirect } from '@nestjs/common';
import { NewsSubscriptions } from '#news';

/** What a mail program does by itself when its reader presses its button (RFC 8058). */
@Controller('news/unsubscribe')
export class NewsController {
  constructor(@Inject(NewsSubscriptions) private readonly subscriptions: NewsSubscriptions) {}

  /** One click: no page, no question, no cookie. */
  @Post(':id')
  @HttpCode(200)
  async end(@Param('id') id: string, @Query('token') token = ''): Promise<{ ended: true }> {
    await this.subscriptions.end(id, token);
    return { ended: true };
  }

  /** Opened as a page it asks first: programs that look at links must not end anything. */
  @Get(':id')
  @Redirect()
  open(@Param('id') id: string, @Query('token') token = ''): { url: string; statusCode: number } {
    return { url: `/news/${encodeURIComponent(id)}?token=${encodeURIComponent(token)}`, statusCode: 302 };
  }
}
