import audit from './audit.json';
import fund from './fund.json';
import ledger from './ledger.json';
import monthlyGifts from './monthly-gifts.json';
import rules from './rules.json';
import reallocations from './reallocations.json';
import shell from './shell.json';
import staff from './staff.json';

/** Texts of the consoles; loaded with them. */
export const consoleWords = { audit, fund, ledger, monthlyGifts, reallocations, rules, shell, staff };
export type ConsoleWords = typeof consoleWords;
