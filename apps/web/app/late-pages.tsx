import { lazy, Suspense, type ComponentType, type ReactElement } from 'react';
import { matchPath } from 'react-router';
import { localeOfPath } from '../lib/locale.js';
import { FramedOutline, type PageShape } from './pages/page-outline.js';
import { CLIENT_PATHS } from './paths.js';

interface LatePage {
  path: string;
  /** Fetches its scripts; as often as one likes, they come once. */
  load: () => Promise<{ default: ComponentType }>;
  /** What stands in its place until then. */
  shape: PageShape;
}

/** The consoles bring their component library and their own words; donors never load either. */
async function loadConsole(): Promise<{ default: ComponentType }> {
  const english = localeOfPath(window.location.pathname) === 'en';
  const [{ ConsoleApp }, { consoleWords }] = await Promise.all([
    import('./console/console-app.js'),
    english ? import('../locales/en/console.js') : import('../locales/zh-CN/console.js'),
  ]);
  return { default: () => <ConsoleApp words={consoleWords} /> };
}

/** Pages that only the browser draws, whose scripts come when they are opened. */
const LATE_PAGES: readonly LatePage[] = [
  { path: CLIENT_PATHS.pledge, shape: 'gift', load: () => import('./pages/pledge.page.js') },
  { path: CLIENT_PATHS.monthly, shape: 'gift', load: () => import('./pages/monthly.page.js') },
  { path: CLIENT_PATHS.openTeam, shape: 'form', load: () => import('./pages/open-team.page.js') },
  { path: CLIENT_PATHS.teamDesk, shape: 'form', load: () => import('./pages/team-desk.page.js') },
  { path: CLIENT_PATHS.joinTeam, shape: 'form', load: () => import('./pages/join-team.page.js') },
  { path: CLIENT_PATHS.my, shape: 'own', load: () => import('./pages/my.page.js') },
  { path: CLIENT_PATHS.news, shape: 'words', load: () => import('./pages/news.page.js') },
  { path: CLIENT_PATHS.signIn, shape: 'words', load: () => import('./pages/sign-in.page.js') },
  { path: CLIENT_PATHS.fund, shape: 'words', load: loadConsole },
  { path: CLIENT_PATHS.staff, shape: 'words', load: loadConsole },
];

/** Each with its element, for the routes. */
export const LATE_ROUTES: readonly { path: string; element: ReactElement }[] = LATE_PAGES.map(
  ({ path, shape, load }) => {
    const Page = lazy(load);
    const element = (
      <Suspense fallback={<FramedOutline shape={shape} />}>
        <Page />
      </Suspense>
    );
    return { path, element };
  },
);

/** Begins to fetch the scripts of the page at this path, so that they come beside the words and not after them. */
export function fetchAhead(path: string): void {
  // Whoever shows the page asks again, and tells what went wrong.
  void LATE_PAGES.find((page) => matchPath(page.path, path) !== null)
    ?.load()
    .catch(() => undefined);
}
