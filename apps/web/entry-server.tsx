import { renderToString } from 'react-dom/server';
import { StaticRouter } from 'react-router';
import { ssrExchange } from 'urql';
import { headHtml, plainHeadHtml, scriptJson } from './app/page-head.js';
import { Providers } from './app/providers.js';
import { isClientPage, loadPublicPage } from './app/public-pages.js';
import { AppRoutes } from './app/routes.js';
import { createApiClient } from './lib/api-client.js';
import { createTranslator } from './lib/i18n.js';
import { basenameOf, pathInLocale, pathWithoutLocale, type Locale } from './lib/locale.js';
import { publicWords as englishWords } from './locales/en/public.js';
import { publicWords as chineseWords } from './locales/zh-CN/public.js';

export interface RenderRequest {
  /** The address's path, with or without the language's prefix, and the query of a page that is narrowed by one. */
  path: string;
  locale: Locale;
  /** Scheme and host, for canonical and preview addresses. */
  origin: string;
  /** dist/web/client/index.html */
  template: string;
  /** Runs a GraphQL operation as an anonymous visitor. */
  execute: (
    query: string,
    variables: Record<string, unknown>,
  ) => Promise<{ data?: unknown; errors?: readonly unknown[] }>;
}

// Texts never change while the process runs: one translator per language.
const TRANSLATORS = {
  'zh-CN': createTranslator('zh-CN', chineseWords),
  en: createTranslator('en', englishWords),
};

/**
 * Renders a page for everyone alike: nothing personal is in it, so the answer may be kept and shared.
 * 200 with content for public pages, 200 with an empty root for pages the browser renders, 404, or 503 with an
 * empty root when the data could not be had (the browser then asks by itself until it can).
 */
export async function render(request: RenderRequest): Promise<{ status: number; html: string }> {
  const { locale, origin } = request;
  const [address = '/', query = ''] = request.path.split('?', 2);
  const path = pathWithoutLocale(address);
  const search = new URLSearchParams(query);
  const translator = TRANSLATORS[locale];
  const t = translator.getFixedT(locale, ['common', 'campaign', 'books', 'open', 'teams', 'news'] as const);
  const siteName = t('common:site.name');
  const fill = (head: string, body = '', state: unknown = {}): string =>
    filled(request.template, locale, { head, body, state });

  if (isClientPage(path)) return { status: 200, html: fill(plainHeadHtml(siteName)) };

  const ssr = ssrExchange({ isClient: false });
  const client = createApiClient({ url: `${origin}/graphql`, locale, ssr, fetch: fetchBy(request.execute) });
  const page = (await loadPublicPage({ path, search, locale, client, t })) ?? { kind: 'missing' as const };
  if (page.kind === 'unavailable') return { status: 503, html: fill(plainHeadHtml(siteName)) };

  const body = renderToString(
    <Providers client={client} translator={translator}>
      <StaticRouter basename={basenameOf(locale)} location={pathInLocale(path, locale) + (query && `?${query}`)}>
        <AppRoutes />
      </StaticRouter>
    </Providers>,
  );
  const head =
    page.kind === 'found'
      ? headHtml(page.head, { origin, path, locale, siteName })
      : plainHeadHtml(t('common:site.title', { page: t('common:notFound.title') }));
  return { status: page.kind === 'found' ? 200 : 404, html: fill(head, body, ssr.extractData()) };
}

/** Lets urql speak to the api in the same process: a fetch that never leaves it. */
function fetchBy(execute: RenderRequest['execute']): typeof fetch {
  return async (_address, options) => {
    const { query, variables } = JSON.parse(typeof options?.body === 'string' ? options.body : '{}') as {
      query: string;
      variables?: Record<string, unknown>;
    };
    const result = await execute(query, variables ?? {});
    return new Response(JSON.stringify(result), { headers: { 'content-type': 'application/json' } });
  };
}

interface PageParts {
  head: string;
  body: string;
  state: unknown;
}

// Replacements are functions, because a dollar sign in a text replacement has a meaning of its own.
function filled(template: string, locale: Locale, { head, body, state }: PageParts): string {
  return template
    .replace('<html lang="zh-CN">', () => `<html lang="${locale}">`)
    .replace(/<!--page-head-->.*?<!--\/page-head-->/s, () => head)
    .replace('<!--page-body-->', () => body)
    .replace('<!--page-data-->', () => `<script type="application/json" id="page-data">${scriptJson(state)}</script>`);
}
