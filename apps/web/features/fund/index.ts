export { FundView } from './fund-view.js';
