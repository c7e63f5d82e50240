export { ReallocationDetail } from './reallocation-detail.js';
export { ReallocationForm } from './reallocation-form.js';
export { ReallocationList } from './reallocation-list.js';
