import { createInstance, type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from './locale.js';

/** A ready translator for one language; `words` maps namespaces to texts and is complete, so nothing loads later. */
export function createTranslator(locale: Locale, words: Resource[string]): i18n {
  const translator = createInstance();
  void translator.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    ns: Object.keys(words),
    defaultNS: 'common',
    resources: { [locale]: words },
    initAsync: false,
    returnNull: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return translator;
}
