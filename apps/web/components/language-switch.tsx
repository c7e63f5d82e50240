import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { pathInLocale, type Locale } from '../lib/locale.js';
import { useLocale } from '../lib/use-locale.js';

const LANGUAGES: readonly Locale[] = ['zh-CN', 'en'];

/** The same page in the other language: a plain link, so it also works without scripts. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const current = useLocale();
  const { pathname, search } = useLocation();
  return (
    <nav className="language-switch" aria-label={t('site.language')}>
      {LANGUAGES.map((language) =>
        language === current ? (
          <span key={language} aria-current="true">
            {t(`languages.${language}`)}
          </span>
        ) : (
          <a key={language} href={`${pathInLocale(pathname, language)}${search}`} hrefLang={language} lang={language}>
            {t(`languages.${language}`)}
          </a>
        ),
      )}
    </nav>
  );
}
