import { parseArgs } from 'node:util';
import type { WordsLocale } from '#verifier';

export interface Request {
  file: string;
  heads: string[];
  receipts: string[];
  key: string | null;
  locale: WordsLocale;
}

const LANGUAGES: Record<string, WordsLocale> = { zh: 'zh-CN', 'zh-CN': 'zh-CN', en: 'en' };

/** What was asked for; null when it cannot be understood. */
export function readArguments(args: readonly string[], ownLocale: string): Request | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        head: { type: 'string', multiple: true },
        receipt: { type: 'string', multiple: true },
        key: { type: 'string' },
        lang: { type: 'string' },
      },
    });
    const [file, ...more] = positionals;
    const locale = LANGUAGES[values.lang ?? localeOf(ownLocale)];
    if (file === undefined || more.length > 0 || locale === undefined) return null;
    return { file, heads: values.head ?? [], receipts: values.receipt ?? [], key: values.key ?? null, locale };
  } catch {
    return null; // An unknown option, or one without its value.
  }
}

/** The language of the person's machine, as far as we speak it. */
export function localeOf(ownLocale: string): WordsLocale {
  return ownLocale.startsWith('zh') ? 'zh-CN' : 'en';
}
