export { CampaignRule } from './campaign-rule.js';
export { RuleParts } from './rule.fragment.js';
