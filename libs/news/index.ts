export { newsChecks } from './news.checks.js';
export { NewsStateError, TooManyLettersError } from './news.errors.js';
export { NewsMailing } from './news-mailing.js';
export { NewsModule } from './news.module.js';
export { NewsSubscriptions } from './news-subscriptions.service.js';
export { NewsService } from './news.service.js';
export type { NamedTopic, NewsDraft, NewsItem, NewsSubscription, NewsTopic } from './news.types.js';
