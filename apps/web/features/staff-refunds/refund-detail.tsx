import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient, useQuery } from 'urql';
import { PostingDrawer } from '../../components/console/posting-drawer.js';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { usePolling } from '../../lib/use-polling.js';
import { EvidenceFiles } from './evidence-files.js';
import { RefundDialog, type RefundDecision } from './refund-dialog.js';
import { RefundForm } from './refund-form.js';
import { RefundPreview } from './refund-preview.js';
import { RefundState } from './refund-state.js';
import { StaffRefundQuery, type RefundParts } from './refund.queries.js';
import { ReturnsTabs } from './returns-tabs.js';
import { Timeline } from './timeline.js';
import './staff-refunds.css';

const MOVING: readonly string[] = ['APPROVED', 'SENT'];

/** Nobody has decided on it yet. */
const isOpen = ({ state }: RefundParts): boolean => state === 'REQUESTED' || state === 'PROPOSED';

/** One refund: what it does, who said what, where it stands, and what may be done. */
export function RefundDetail({ id, role }: { id: string; role: string }) {
  const { t } = useTranslation(['refunds', 'common']);
  const client = useClient();
  const [{ data, error }, ask] = useQuery({
    query: StaffRefundQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const refund = data?.refund;
  const refresh = (): void => ask({ requestPolicy: 'network-only' });
  usePolling({
    enabled: refund ? MOVING.includes(refund.state) : false,
    delayMs: () => 2_000,
    ask: async () => {
      const result = await client.query(StaffRefundQuery, { id }, { requestPolicy: 'network-only' }).toPromise();
      return result.error ? 'failed' : 'again';
    },
  });
  if (error && !data) return <FaultNotice fault={apiFaultOf(error)} onRetry={refresh} />;
  if (refund === undefined) return <Skeleton lines={6} />;
  if (refund === null) {
    return <Notice title={t('common:faults.not_found.title')}>{t('common:faults.not_found.text')}</Notice>;
  }
  return (
    <>
      <ReturnsTabs />
      {error ? <FaultNotice fault={apiFaultOf(error)} onRetry={refresh} /> : null}
      <Head refund={refund} role={role} onDecided={refresh} />
      {refund.failureText ? (
        <div className="console-block">
          <Notice tone="seal" title={t('detail.failed')}>
            {refund.failureText}
          </Notice>
        </div>
      ) : null}
      <Effect refund={refund} />
      <EvidenceFiles
        documentId={id}
        files={refund.evidenceFiles}
        open={isOpen(refund) && role !== 'AUDITOR'}
        hint={t('files.refundHint')}
        onChanged={refresh}
      />
      <div className="console-split console-block">
        <div>
          <Facts refund={refund} />
        </div>
        <div>
          <Timeline steps={refund.history} pill={(state) => <RefundState state={state} />} />
        </div>
      </div>
    </>
  );
}

function Head({ refund, role, onDecided }: { refund: RefundParts; role: string; onDecided: () => void }) {
  const { t } = useTranslation(['refunds', 'common']);
  const [decision, setDecision] = useState<RefundDecision | null>(null);
  const [proposing, setProposing] = useState(false);
  const { state, pledge, isOwn } = refund;
  const isStaff = role === 'STAFF_MAKER' || role === 'STAFF_CHECKER';
  return (
    <>
      <div className="console-head">
        <div>
          <h1>
            {t('refund')} <span className="num">{formatYuan(fenOf(refund.amount))}</span> <RefundState state={state} />
          </h1>
          <p className="console-say">
            {refund.reasonText} · {pledge.campaign.title}
            <br />
            {t(`detail.say.${state}`)}
            {state === 'PROPOSED' && isOwn ? ` ${t('detail.own')}` : ''}
          </p>
        </div>
        <div className="console-actions">
          {isOpen(refund) && isStaff ? (
            <Button onClick={() => setDecision('reject')}>{t(isOwn ? 'dialog.withdraw' : 'dialog.reject')}</Button>
          ) : null}
          {state === 'REQUESTED' && role === 'STAFF_MAKER' ? (
            <Button type="primary" onClick={() => setProposing(true)}>
              {t('form.title')}
            </Button>
          ) : null}
          {state === 'PROPOSED' && role === 'STAFF_CHECKER' && !isOwn ? (
            <Button type="primary" onClick={() => setDecision('approve')}>
              {t('dialog.approve')}
            </Button>
          ) : null}
        </div>
      </div>
      {decision ? (
        <RefundDialog refund={refund} decision={decision} onClose={() => setDecision(null)} onDecided={onDecided} />
      ) : null}
      {proposing && state === 'REQUESTED' ? (
        <RefundForm
          pledgeId={pledge.id}
          request={refund}
          onProposed={() => {
            setProposing(false);
            onDecided();
          }}
        />
      ) : null}
    </>
  );
}

/** Before the money leaves: what it would take. Afterwards: what the books say. */
function Effect({ refund }: { refund: RefundParts }) {
  const { t } = useTranslation('refunds');
  const [opened, setOpened] = useState(false);
  const { state, postingId, pledge, id, amount, carriedByPool } = refund;
  if (postingId) {
    return (
      <section className="card console-block">
        <h2>{t('detail.books')}</h2>
        {fenOf(carriedByPool) > 0n ? (
          <Notice tone="waiting">{t('preview.carried', { amount: formatYuan(fenOf(carriedByPool)) })}</Notice>
        ) : null}
        <button type="button" className="text-button" onClick={() => setOpened(true)}>
          {t('detail.posting')}
        </button>
        {opened ? <PostingDrawer id={postingId} onClose={() => setOpened(false)} /> : null}
      </section>
    );
  }
  if (state !== 'PROPOSED' && !MOVING.includes(state)) return null;
  return (
    <section className="card console-block">
      <h2>{t('preview.title')}</h2>
      <RefundPreview pledgeId={pledge.id} refundId={id} amount={fenOf(amount)} label={t('preview.title')} />
    </section>
  );
}

function Facts({ refund }: { refund: RefundParts }) {
  const { t } = useTranslation(['refunds', 'common']);
  const { pledge, donorWords, reason, evidence, answer, proposedBy, proposedAt, approvedBy, approvedAt } = refund;
  const rows: [string, string | null][] = [
    [t('detail.origin'), t(`origins.${refund.origin}`)],
    [t('detail.donorWords'), donorWords],
    [t('detail.reason'), reason],
    [t('detail.evidence'), evidence],
    [t('detail.answer'), answer],
    [
      t('detail.proposed'),
      proposedBy && proposedAt ? t('detail.by', { name: proposedBy, time: chinaDayAndClock(proposedAt) }) : null,
    ],
    [
      t('detail.approved'),
      approvedBy && approvedAt ? t('detail.by', { name: approvedBy, time: chinaDayAndClock(approvedAt) }) : null,
    ],
    [t('detail.provider'), refund.providerRefundId],
  ];
  return (
    <section className="card">
      <dl className="refund-facts">
        <dt>{t('detail.gift')}</dt>
        <dd>
          <Link to={`/pledges/${pledge.id}`}>
            {pledge.displayName ?? t('common:anonymous')} ·{' '}
            <span className="num">{formatYuan(fenOf(pledge.amount))}</span>
          </Link>{' '}
          {t(`common:pledgeState.${pledge.state}`)}
        </dd>
        {rows.map(([name, words]) =>
          words === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
