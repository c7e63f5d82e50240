export { GiftCampaign } from './gift-campaign.fragment.js';
export { GiveAction, GiveBar } from './give-bar.js';
