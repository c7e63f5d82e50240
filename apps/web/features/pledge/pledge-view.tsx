import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { Skeleton } from '../../components/skeleton.js';
import type { ReactNode } from 'react';
import { AllocationLines } from './allocation-lines.js';
import { standingOf } from './gift-way.js';
import { GiftHeadline } from './gift-headline.js';
import { HeldPayments } from './held-payments.js';
import { GiftFlowCard } from './gift-flow-card.js';
import { GiftWay } from './gift-way-card.js';
import { MonthlyPanel } from './monthly-panel.js';
import { ReceiptPanel } from './receipt-panel.js';
import { ReturnsPanel } from './returns-panel.js';
import { SinceLastVisit } from './since-last-visit.js';
import { UnpaidPanel } from './unpaid-panel.js';
import { usePledge } from './use-pledge.js';
import './pledge-view.css';

interface PledgeViewProps {
  id: string;
  accessToken: string | null;
  /** What to show when there is no such pledge for this visitor. */
  notFound: ReactNode;
}

/** "Where this gift went": follows the pledge from payment to receipt. */
export function PledgeView({ id, accessToken, notFound }: PledgeViewProps) {
  const { t } = useTranslation('pledge');
  const { pledge, fault, refresh } = usePledge(id, accessToken);
  const banner = fault ? <FaultNotice fault={fault} onRetry={refresh} /> : null;

  if (pledge === null) return notFound;
  if (pledge === undefined) {
    return (
      <div className="page pledge-page">
        <h1 className="unseen">{t('title')}</h1>
        {banner ?? <Skeleton shape="gift" />}
      </div>
    );
  }
  const standing = standingOf(pledge);
  const paid = standing === 'paid' || standing === 'returned' || standing === 'disputed';
  return (
    <div className="page pledge-page">
      {banner}
      <GiftHeadline pledge={pledge} />
      <HeldPayments pledge={pledge} />
      {paid ? (
        <>
          <SinceLastVisit pledge={pledge} />
          <GiftWay pledge={pledge} />
          <ReceiptPanel pledge={pledge} />
          <GiftFlowCard pledge={pledge} />
          <ReturnsPanel pledge={pledge} accessToken={accessToken} onChanged={refresh} />
          <AllocationLines pledge={pledge} />
          <MonthlyPanel pledge={pledge} />
        </>
      ) : (
        <UnpaidPanel pledge={pledge} accessToken={accessToken} onChanged={refresh} />
      )}
    </div>
  );
}
