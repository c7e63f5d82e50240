export { MyView } from './my-view.js';
export { MyQuery } from './my.query.js';
