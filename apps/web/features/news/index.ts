export { CampaignNews } from './campaign-news.fragment.js';
export { FollowTeam, NewsList } from './news-list.js';
