export * from './books.faults.js';
export * from './books.verifier.js';
export * from './books.words.js';
export * from './head-file.js';
export * from './line-reader.js';
export * from './receipt-file.js';
export * from './signature.js';
