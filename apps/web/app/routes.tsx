import { lazy, Suspense, useEffect, useRef, type ReactNode } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { localeOfPath } from '../lib/locale.js';
import { BooksPage } from './pages/books.page.js';
import { CampaignPage } from './pages/campaign.page.js';
import { CampaignsPage } from './pages/campaigns.page.js';
import { CityPage } from './pages/city.page.js';
import { DisclosuresPage } from './pages/disclosures.page.js';
import { FilingPage } from './pages/filing.page.js';
import { HomePage } from './pages/home.page.js';
import { NewsItemPage } from './pages/news-item.page.js';
import { NotFoundPage } from './pages/not-found.page.js';
import { FramedOutline, type PageShape } from './pages/page-outline.js';
import { RulesPage } from './pages/rules.page.js';
import { StatisticsPage } from './pages/statistics.page.js';
import { TeamPage } from './pages/team.page.js';
import { TeamsPage } from './pages/teams.page.js';
import { CLIENT_PATHS, PUBLIC_PATHS } from './paths.js';

const PledgePage = lazy(() => import('./pages/pledge.page.js'));
const MonthlyPage = lazy(() => import('./pages/monthly.page.js'));
const OpenTeamPage = lazy(() => import('./pages/open-team.page.js'));
const TeamDeskPage = lazy(() => import('./pages/team-desk.page.js'));
const JoinTeamPage = lazy(() => import('./pages/join-team.page.js'));
const MyPage = lazy(() => import('./pages/my.page.js'));
const NewsPage = lazy(() => import('./pages/news.page.js'));
const SignInPage = lazy(() => import('./pages/sign-in.page.js'));
// The consoles bring their component library and their own words; donors never load either.
const ConsoleApp = lazy(async () => {
  const english = localeOfPath(window.location.pathname) === 'en';
  const [{ ConsoleApp: Loaded }, { consoleWords }] = await Promise.all([
    import('./console/console-app.js'),
    english ? import('../locales/en/console.js') : import('../locales/zh-CN/console.js'),
  ]);
  return { default: () => <Loaded words={consoleWords} /> };
});

/** Every address of the front end. Pages rendered on the server are not lazy. */
export function AppRoutes() {
  return (
    <Suspense fallback={<FramedOutline shape="words" />}>
      <ArriveAtTop />
      <Routes>
        <Route path={PUBLIC_PATHS.home} element={<HomePage />} />
        <Route path={PUBLIC_PATHS.campaign} element={<CampaignPage />} />
        <Route path={PUBLIC_PATHS.filing} element={<FilingPage />} />
        <Route path={PUBLIC_PATHS.teams} element={<TeamsPage />} />
        <Route path={PUBLIC_PATHS.team} element={<TeamPage />} />
        <Route path={PUBLIC_PATHS.newsItem} element={<NewsItemPage />} />
        <Route path={PUBLIC_PATHS.books} element={<BooksPage />} />
        <Route path={PUBLIC_PATHS.campaigns} element={<CampaignsPage />} />
        <Route path={PUBLIC_PATHS.city} element={<CityPage />} />
        <Route path={PUBLIC_PATHS.statistics} element={<StatisticsPage />} />
        <Route path={PUBLIC_PATHS.rules} element={<RulesPage />} />
        <Route path={PUBLIC_PATHS.disclosures} element={<DisclosuresPage />} />
        <Route path={CLIENT_PATHS.pledge} element={late('gift', <PledgePage />)} />
        <Route path={CLIENT_PATHS.monthly} element={late('gift', <MonthlyPage />)} />
        <Route path={CLIENT_PATHS.openTeam} element={late('form', <OpenTeamPage />)} />
        <Route path={CLIENT_PATHS.teamDesk} element={late('form', <TeamDeskPage />)} />
        <Route path={CLIENT_PATHS.joinTeam} element={late('form', <JoinTeamPage />)} />
        <Route path={CLIENT_PATHS.my} element={late('own', <MyPage />)} />
        <Route path={CLIENT_PATHS.news} element={late('words', <NewsPage />)} />
        <Route path={CLIENT_PATHS.signIn} element={<SignInPage />} />
        <Route path={CLIENT_PATHS.fund} element={<ConsoleApp />} />
        <Route path="/staff" element={<Navigate to="/staff/campaigns" replace />} />
        <Route path={CLIENT_PATHS.staff} element={<ConsoleApp />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </Suspense>
  );
}

/** A page whose scripts come when it is opened; until then its outline stands where it will be. */
function late(shape: PageShape, page: ReactNode): ReactNode {
  return <Suspense fallback={<FramedOutline shape={shape} />}>{page}</Suspense>;
}

/** A new page begins at its top, and a screen reader at its main part. */
function ArriveAtTop() {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    window.scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}
