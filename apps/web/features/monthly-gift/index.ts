export { MonthlyGiftView } from './monthly-gift-view.js';
