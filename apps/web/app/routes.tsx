import { Suspense, useEffect, useRef } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { LATE_ROUTES } from './late-pages.js';
import { BooksPage } from './pages/books.page.js';
import { CampaignPage } from './pages/campaign.page.js';
import { CampaignsPage } from './pages/campaigns.page.js';
import { CityPage } from './pages/city.page.js';
import { DisclosuresPage } from './pages/disclosures.page.js';
import { FilingPage } from './pages/filing.page.js';
import { HomePage } from './pages/home.page.js';
import { NewsItemPage } from './pages/news-item.page.js';
import { NotFoundPage } from './pages/not-found.page.js';
import { FramedOutline } from './pages/page-outline.js';
import { RulesPage } from './pages/rules.page.js';
import { StatisticsPage } from './pages/statistics.page.js';
import { TeamPage } from './pages/team.page.js';
import { TeamsPage } from './pages/teams.page.js';
import { PUBLIC_PATHS } from './paths.js';

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
        {LATE_ROUTES.map(({ path, element }) => (
          <Route key={path} path={path} element={element} />
        ))}
        <Route path="/staff" element={<Navigate to="/staff/campaigns" replace />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </Suspense>
  );
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
