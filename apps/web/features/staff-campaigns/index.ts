export { CampaignDetail } from './campaign-detail.js';
export { CampaignEditor } from './campaign-editor.js';
export { CampaignList } from './campaign-list.js';
