import i18next from 'i18next';
import { formatYuan, type ErrorParams } from '#kernel';
import { en } from './en.js';
import { ledgerEn } from './ledger.en.js';
import { ledgerZhCN } from './ledger.zh-CN.js';
import { monthlyEn } from './monthly.en.js';
import { monthlyZhCN } from './monthly.zh-CN.js';
import { zhCN } from './zh-CN.js';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type MessageKey = keyof typeof zhCN | keyof typeof ledgerZhCN | keyof typeof monthlyZhCN;

/** A sentence in one language. Parameters in bigint are fen and are written in yuan. */
export type Translate = (key: string, params?: ErrorParams) => string;

const catalogue = i18next.createInstance();
await catalogue.init({
  fallbackLng: 'zh-CN',
  resources: {
    'zh-CN': { translation: { ...zhCN, ...ledgerZhCN, ...monthlyZhCN } },
    en: { translation: { ...en, ...ledgerEn, ...monthlyEn } },
  },
  interpolation: { escapeValue: false },
  keySeparator: false,
  nsSeparator: false,
});

function build(locale: Locale): Translate {
  const t = catalogue.getFixedT(locale);
  return (key, params = {}) => {
    const shown: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(params)) {
      shown[name] = typeof value === 'bigint' ? formatYuan(value) : value;
    }
    if (typeof params['state'] === 'string') shown['stateName'] = t(`state_${params['state']}`);
    // A code without a sentence is our slip; the person still gets one.
    return t(catalogue.exists(key) ? key : 'internal', shown);
  };
}

const translators: Record<Locale, Translate> = { 'zh-CN': build('zh-CN'), en: build('en') };

export function translator(locale: Locale): Translate {
  return translators[locale];
}

/** The visitor's language by the Accept-Language header; Chinese unless English is asked for first. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh-CN';
}
