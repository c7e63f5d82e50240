export { PledgeList } from './pledge-list.js';
