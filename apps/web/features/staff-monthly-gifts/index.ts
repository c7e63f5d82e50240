export { MonthlyGiftList } from './monthly-gift-list.js';
