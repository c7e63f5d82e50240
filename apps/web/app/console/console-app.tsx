import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation, useMatch } from 'react-router';
import { FaultNotice } from '../../components/fault-notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { useViewer, type Viewer } from '../../features/session/index.js';
import { useDarkScheme } from '../../lib/use-dark-scheme.js';
import { useLocale } from '../../lib/use-locale.js';
import type { ConsoleWords } from '../../locales/zh-CN/console.js';
import { ConsoleShell } from './console-shell.js';
import { consoleTheme } from './console-theme.js';
import { FundPage } from './fund.page.js';
import {
  StaffCampaignEditPage,
  StaffCampaignNewPage,
  StaffCampaignPage,
  StaffCampaignsPage,
} from './staff-campaigns.page.js';
import { StaffExceptionsPage } from './staff-exceptions.page.js';
import { StaffLedgerPage } from './staff-ledger.page.js';
import { StaffAuditPage } from './staff-audit.page.js';
import { StaffMonthlyGiftsPage } from './staff-monthly-gifts.page.js';
import { StaffPledgesPage } from './staff-pledges.page.js';
import { StaffRuleEditPage, StaffRuleNewPage, StaffRulePage, StaffRulesPage } from './staff-rules.page.js';
import { StaffTeamsPage } from './staff-teams.page.js';
import { StaffReconciliationPage } from './staff-reconciliation.page.js';
import { StaffReallocationNewPage, StaffReallocationPage, StaffReallocationsPage } from './staff-reallocations.page.js';
import {
  StaffDisputePage,
  StaffDisputesPage,
  StaffRefundNewPage,
  StaffRefundPage,
  StaffRefundsPage,
} from './staff-refunds.page.js';
import { NotFound } from '../pages/not-found.page.js';

/** Everything behind the sign-in. The words come along with this chunk and are added once. */
export function ConsoleApp({ words }: { words: ConsoleWords }) {
  const { i18n } = useTranslation();
  const locale = useLocale();
  const dark = useDarkScheme();
  useState(() => {
    for (const [namespace, texts] of Object.entries(words)) i18n.addResourceBundle(locale, namespace, texts);
  });
  const theme = useMemo(() => consoleTheme(dark), [dark]);
  return (
    <ConfigProvider theme={theme} locale={locale === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <SignedInOnly />
    </ConfigProvider>
  );
}

function SignedInOnly() {
  const viewer = useViewer();
  const { pathname, search } = useLocation();
  if (viewer.status === 'loading') return <ConsoleOutline />;
  if (viewer.status === 'signed_out') {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  if (viewer.status === 'failed') {
    return (
      <main className="page">
        <FaultNotice fault={viewer.fault} onRetry={viewer.retry} />
      </main>
    );
  }
  return (
    <ConsoleShell viewer={viewer.viewer}>
      <ConsolePages viewer={viewer.viewer} />
    </ConsoleShell>
  );
}

/** The console hangs at two places of the address (/fund and /staff); paths below are relative to that place. */
function ConsolePages({ viewer }: { viewer: Viewer }) {
  const atFund = useMatch('/fund') !== null;
  if (atFund) return <FundPage viewer={viewer} />;
  return (
    <Routes>
      <Route path="campaigns" element={<StaffCampaignsPage viewer={viewer} />} />
      <Route path="campaigns/new" element={<StaffCampaignNewPage viewer={viewer} />} />
      <Route path="campaigns/:id" element={<StaffCampaignPage viewer={viewer} />} />
      <Route path="campaigns/:id/edit" element={<StaffCampaignEditPage viewer={viewer} />} />
      <Route path="teams" element={<StaffTeamsPage viewer={viewer} />} />
      <Route path="pledges" element={<StaffPledgesPage viewer={viewer} />} />
      <Route path="exceptions" element={<StaffExceptionsPage viewer={viewer} />} />
      <Route path="refunds" element={<StaffRefundsPage viewer={viewer} />} />
      <Route path="refunds/new" element={<StaffRefundNewPage viewer={viewer} />} />
      <Route path="refunds/:id" element={<StaffRefundPage viewer={viewer} />} />
      <Route path="disputes" element={<StaffDisputesPage viewer={viewer} />} />
      <Route path="disputes/:id" element={<StaffDisputePage viewer={viewer} />} />
      <Route path="monthly-gifts" element={<StaffMonthlyGiftsPage viewer={viewer} />} />
      <Route path="ledger" element={<StaffLedgerPage viewer={viewer} />} />
      <Route path="rules" element={<StaffRulesPage viewer={viewer} />} />
      <Route path="rules/new" element={<StaffRuleNewPage viewer={viewer} />} />
      <Route path="rules/:id" element={<StaffRulePage viewer={viewer} />} />
      <Route path="rules/:id/edit" element={<StaffRuleEditPage viewer={viewer} />} />
      <Route path="reallocations" element={<StaffReallocationsPage viewer={viewer} />} />
      <Route path="reallocations/new" element={<StaffReallocationNewPage viewer={viewer} />} />
      <Route path="reallocations/:id" element={<StaffReallocationPage viewer={viewer} />} />
      <Route path="reconciliation" element={<StaffReconciliationPage viewer={viewer} />} />
      <Route path="audit" element={<StaffAuditPage viewer={viewer} />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}

function ConsoleOutline() {
  return (
    <main className="page">
      <Skeleton lines={6} />
    </main>
  );
}
