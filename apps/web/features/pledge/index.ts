export { PledgeView } from './pledge-view.js';
