export { BooksDownloads } from './books-downloads.js';
export { CampaignDisclosures } from './campaign-disclosures.js';
export { DisclosureParts } from './disclosure.fragment.js';
