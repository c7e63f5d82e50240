export { BooksHealthView } from './books-health-view.js';
export { StopBanner } from './stop-banner.js';
