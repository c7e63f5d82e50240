import { donorsEn } from './donors.en.js';
import { donorsZhCN } from './donors.zh-CN.js';
import { en } from './en.js';
import { ledgerEn } from './ledger.en.js';
import { ledgerZhCN } from './ledger.zh-CN.js';
import { monthlyEn } from './monthly.en.js';
import { monthlyZhCN } from './monthly.zh-CN.js';
import { paymentsEn } from './payments.en.js';
import { paymentsZhCN } from './payments.zh-CN.js';
import { reconciliationEn } from './reconciliation.en.js';
import { reconciliationZhCN } from './reconciliation.zh-CN.js';
import { refundsEn } from './refunds.en.js';
import { refundsZhCN } from './refunds.zh-CN.js';
import { teamsEn } from './teams.en.js';
import { teamsZhCN } from './teams.zh-CN.js';
import { zhCN } from './zh-CN.js';

/** Every sentence the server says, by language. A new file of sentences is added here and nowhere else. */
export const CATALOGUES = {
  'zh-CN': {
    ...zhCN,
    ...ledgerZhCN,
    ...paymentsZhCN,
    ...refundsZhCN,
    ...reconciliationZhCN,
    ...monthlyZhCN,
    ...teamsZhCN,
    ...donorsZhCN,
  },
  en: { ...en, ...ledgerEn, ...paymentsEn, ...refundsEn, ...reconciliationEn, ...monthlyEn, ...donorsEn, ...teamsEn },
} as const;
