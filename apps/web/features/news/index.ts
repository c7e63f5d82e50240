export { CampaignNews } from './campaign-news.fragment.js';
export { NewsList } from './news-list.js';
