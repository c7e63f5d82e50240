import audit from './audit.json';
import exceptions from './exceptions.json';
import fund from './fund.json';
import ledger from './ledger.json';
import monthlyGifts from './monthly-gifts.json';
import reallocations from './reallocations.json';
import reconciliation from './reconciliation.json';
import refunds from './refunds.json';
import rules from './rules.json';
import shell from './shell.json';
import staffNews from './staff-news.json';
import staff from './staff.json';
import staffTeams from './staff-teams.json';

/** Texts of the consoles; loaded with them. */
export const consoleWords = {
  audit,
  exceptions,
  fund,
  ledger,
  monthlyGifts,
  reallocations,
  reconciliation,
  refunds,
  rules,
  shell,
  staff,
  staffNews,
  staffTeams,
};
export type ConsoleWords = typeof consoleWords;
