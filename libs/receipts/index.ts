export { newestOf, standingOf } from './receipt-papers.js';
export { receiptChecks } from './receipts.checks.js';
export { ReceiptPrinter, type PrintedReceipt } from './receipt-printer.js';
export { ReceiptSecretsReader, type ReceiptProof } from './receipt-secrets.js';
export { ReceiptsModule } from './receipts.module.js';
export { ReceiptsRepository, type Receipt } from './receipts.repository.js';
export { ReceiptsService } from './receipts.service.js';
export { drawStatement, type StatementLine, type YearStatement } from './statement.document.js';
export { receiptNumber } from './receipt.content.js';
