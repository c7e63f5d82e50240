export type Locale = 'zh-CN' | 'en';

const ENGLISH_PREFIX = '/en';

/** The path decides the language, so a shared link reads the same for everyone. */
export function localeOfPath(path: string): Locale {
  return path === ENGLISH_PREFIX || path.startsWith(`${ENGLISH_PREFIX}/`) ? 'en' : 'zh-CN';
}

/** The router's basename for a language: links inside the app need not know it. */
export function basenameOf(locale: Locale): string {
  return locale === 'en' ? ENGLISH_PREFIX : '/';
}

/** "/en/c/x" → "/c/x". */
export function pathWithoutLocale(path: string): string {
  if (localeOfPath(path) === 'zh-CN') return path;
  return path.slice(ENGLISH_PREFIX.length) || '/';
}

/** "/c/x" in English → "/en/c/x". */
export function pathInLocale(path: string, locale: Locale): string {
  const bare = pathWithoutLocale(path);
  if (locale === 'zh-CN') return bare;
  return bare === '/' ? ENGLISH_PREFIX : `${ENGLISH_PREFIX}${bare}`;
}
