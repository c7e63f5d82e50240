export { LedgerView } from './ledger-view.js';
