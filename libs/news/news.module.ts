import { Module } from '@nestjs/common';
import { NewsLinks } from './news-links.js';
import { NewsMailing } from './news-mailing.js';
import { NewsRepository } from './news.repository.js';
import { NewsSubscriptions } from './news-subscriptions.service.js';
import { NewsService } from './news.service.js';

@Module({
  providers: [NewsRepository, NewsLinks, NewsService, NewsSubscriptions, NewsMailing],
  exports: [NewsService, NewsSubscriptions, NewsMailing],
})
export class NewsModule {}
