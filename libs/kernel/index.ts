export * from './apportionment.js';
export * from './civil-date.js';
export * from './clock.js';
export * from './errors.js';
export * from './ids.js';
export * from './invariant.js';
export * from './money.js';
export * from './rmb-capitals.js';
