import i18next from 'i18next';
import { formatYuan, type ErrorParams } from '#kernel';
import { CATALOGUES } from './catalogues.js';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type MessageKey = keyof (typeof CATALOGUES)['zh-CN'];

/** A sentence in one language. Parameters in bigint are fen and are written in yuan. */
export type Translate = (key: string, params?: ErrorParams) => string;

const catalogue = i18next.createInstance();
await catalogue.init({
  fallbackLng: 'zh-CN',
  resources: {
    'zh-CN': { translation: CATALOGUES['zh-CN'] },
    en: { translation: CATALOGUES.en },
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
