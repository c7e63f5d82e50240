export { AlarmBanner } from './alarm-banner.js';
export { ReconciliationView } from './reconciliation-view.js';
