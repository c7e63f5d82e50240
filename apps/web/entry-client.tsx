import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { ssrExchange, type SSRData } from 'urql';
import { fetchAhead } from './app/late-pages.js';
import { Providers } from './app/providers.js';
import { AppRoutes } from './app/routes.js';
import { createApiClient } from './lib/api-client.js';
import { keepPagesForLater } from './lib/keep-pages.js';
import { createTranslator } from './lib/i18n.js';
import { liveExchange } from './lib/live-exchange.js';
import { basenameOf, localeOfPath, pathWithoutLocale } from './lib/locale.js';
import './styles/base.css';

const locale = localeOfPath(window.location.pathname);
const loadWords = () => (locale === 'en' ? import('./locales/en/public.js') : import('./locales/zh-CN/public.js'));

/** What the server already asked for, so that the first render asks for nothing. */
function pageData(): SSRData {
  const text = document.getElementById('page-data')?.textContent;
  return text ? (JSON.parse(text) as SSRData) : {};
}

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) return;
  document.documentElement.lang = locale;
  fetchAhead(pathWithoutLocale(window.location.pathname));
  const { publicWords } = await loadWords();
  const ssr = ssrExchange({ isClient: true, initialState: pageData() });
  const client = createApiClient({ url: '/graphql', locale, ssr, live: liveExchange(locale) });
  const app = (
    <StrictMode>
      <Providers client={client} translator={createTranslator(locale, publicWords)}>
        <BrowserRouter basename={basenameOf(locale)}>
          <AppRoutes />
        </BrowserRouter>
      </Providers>
    </StrictMode>
  );
  if (root.firstElementChild) hydrateRoot(root, app);
  else createRoot(root).render(app);
}

void start();
keepPagesForLater();
