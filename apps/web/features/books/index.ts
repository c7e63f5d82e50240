export { BooksView } from './books-view.js';
