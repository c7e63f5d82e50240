export { DisputeDetail } from './dispute-detail.js';
export { DisputeList } from './dispute-list.js';
export { RefundDetail } from './refund-detail.js';
export { RefundForm } from './refund-form.js';
export { RefundList } from './refund-list.js';
