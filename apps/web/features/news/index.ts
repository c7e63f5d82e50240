export { CampaignNews } from './campaign-news.fragment.js';
export { NewsEntry } from './news-entry.js';
export { NewsEntryParts } from './news-entry.fragment.js';
export { FollowTeam, NewsList } from './news-list.js';
