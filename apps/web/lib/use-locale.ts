import { useTranslation } from 'react-i18next';
import type { Locale } from './locale.js';

/** The language of this page. */
export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}
