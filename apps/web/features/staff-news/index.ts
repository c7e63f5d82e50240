export { NewsPanel } from './news-panel.js';
