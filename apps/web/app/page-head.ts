import { pathInLocale, type Locale } from '../lib/locale.js';

export interface PageHead {
  title: string;
  description: string;
  /** Address of the preview's picture; null for the house's own. */
  image: string | null;
}

interface HeadPlace {
  /** Scheme and host, without a slash at the end. */
  origin: string;
  /** Without the language's prefix. */
  path: string;
  locale: Locale;
  siteName: string;
}

const HOUSE_PICTURE = '/og-cover.jpg';

/** The head of a public page, so that a link opened in a chat shows its preview before any script runs. */
export function headHtml(head: PageHead, { origin, path, locale, siteName }: HeadPlace): string {
  const address = (language: Locale): string => `${origin}${pathInLocale(path, language)}`;
  const image = new URL(head.image ?? HOUSE_PICTURE, `${origin}/`).href;
  return [
    `<title>${escapeHtml(head.title)}</title>`,
    meta('name', 'description', head.description),
    link('canonical', address(locale)),
    link('alternate', address('zh-CN'), 'zh-CN'),
    link('alternate', address('en'), 'en'),
    link('alternate', address('zh-CN'), 'x-default'),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', siteName),
    meta('property', 'og:title', head.title),
    meta('property', 'og:description', head.description),
    meta('property', 'og:url', address(locale)),
    meta('property', 'og:image', image),
    meta('property', 'og:locale', locale === 'en' ? 'en_US' : 'zh_CN'),
    meta('name', 'twitter:card', 'summary_large_image'),
  ].join('\n    ');
}

/** The head of a page that no search engine should keep: personal, missing or unavailable. */
export function plainHeadHtml(title: string): string {
  return `<title>${escapeHtml(title)}</title>\n    ${meta('name', 'robots', 'noindex')}`;
}

/** Text for HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** JSON that may stand inside a script element: nothing in it can close the element or open a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function meta(kind: 'name' | 'property', key: string, content: string): string {
  return `<meta ${kind}="${key}" content="${escapeHtml(content)}" />`;
}

function link(rel: string, href: string, language?: string): string {
  return `<link rel="${rel}"${language ? ` hreflang="${language}"` : ''} href="${escapeHtml(href)}" />`;
}
