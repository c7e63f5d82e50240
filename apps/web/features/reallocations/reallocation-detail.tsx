import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useQuery } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { ProgressLine } from '../../components/progress-line.js';
import { Skeleton } from '../../components/skeleton.js';
import { StatePill } from '../../components/state-pill.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { usePolling } from '../../lib/use-polling.js';
import { ContinueReallocationMutation } from './continue-reallocation.mutation.js';
import { DecideDialog, type Decision } from './decide-dialog.js';
import { PreviewTable } from './preview-table.js';
import { ReallocationState, shownState } from './reallocation-state.js';
import type { ReallocationParts } from './reallocation.fragment.js';
import { ReallocationQuery } from './reallocation.query.js';
import { shortagesInWords } from './shortages.js';
import './reallocations.css';

/** One re-allocation: what it does, who said what, how far it has come, and what may be done. */
export function ReallocationDetail({ id, role }: { id: string; role: string }) {
  const { t } = useTranslation(['reallocations', 'common']);
  const client = useClient();
  const [{ data, error }, ask] = useQuery({
    query: ReallocationQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const document = data?.reallocation;
  const refresh = (): void => ask({ requestPolicy: 'network-only' });
  usePolling({
    enabled: document?.state === 'APPROVED' && document.postedAt === null,
    delayMs: () => 1_500,
    ask: async () => {
      const result = await client.query(ReallocationQuery, { id }, { requestPolicy: 'network-only' }).toPromise();
      return result.error ? 'failed' : 'again';
    },
  });
  if (error && !data) return <FaultNotice fault={apiFaultOf(error)} onRetry={refresh} />;
  if (document === undefined) return <Skeleton lines={6} />;
  if (document === null)
    return <Notice title={t('common:faults.not_found.title')}>{t('common:faults.not_found.text')}</Notice>;
  return (
    <>
      {error ? <FaultNotice fault={apiFaultOf(error)} onRetry={refresh} /> : null}
      <Head document={document} role={role} onDecided={refresh} />
      <Posting document={document} canGoOn={role !== 'AUDITOR'} onWent={refresh} />
      <section className="card">
        <h2>{t('preview.title')}</h2>
        <PreviewTable preview={document.preview} />
      </section>
      <div className="console-split console-block">
        <div>
          <Facts document={document} />
        </div>
        <div>
          <History document={document} />
        </div>
      </div>
    </>
  );
}

function Head({ document, role, onDecided }: { document: ReallocationParts; role: string; onDecided: () => void }) {
  const { t } = useTranslation('reallocations');
  const [decision, setDecision] = useState<Decision | null>(null);
  const open = document.state === 'PROPOSED';
  const mayReject = open && (role === 'STAFF_MAKER' || role === 'STAFF_CHECKER');
  return (
    <div className="console-head">
      <div>
        <h1>
          {t('title')} <span className="num">{formatYuan(fenOf(document.amount))}</span>{' '}
          <ReallocationState {...document} />
        </h1>
        <p className="console-say">
          {document.about} · {document.campaign.title}
          <br />
          {t(`detail.say${shownState(document)}`)}
        </p>
      </div>
      <div className="console-actions">
        {mayReject ? (
          <Button onClick={() => setDecision('reject')}>
            {t(role === 'STAFF_MAKER' ? 'dialog.withdraw' : 'dialog.reject')}
          </Button>
        ) : null}
        {open && role === 'STAFF_CHECKER' ? (
          <Button type="primary" onClick={() => setDecision('approve')}>
            {t('dialog.approve')}
          </Button>
        ) : null}
      </div>
      {decision ? (
        <DecideDialog
          document={document}
          decision={decision}
          onClose={() => {
            setDecision(null);
            onDecided(); // A refusal may have renewed the preview.
          }}
          onDecided={onDecided}
        />
      ) : null}
    </div>
  );
}

interface PostingProps {
  document: ReallocationParts;
  canGoOn: boolean;
  onWent: () => void;
}

function Posting({ document, canGoOn, onWent }: PostingProps) {
  const { t } = useTranslation('reallocations');
  const client = useClient();
  const { progress, waitsFor, state, postedAt, id } = document;
  if (state !== 'APPROVED') return null;
  const total = progress.waiting + progress.posted + progress.skipped;
  const done = t('detail.progress', { posted: formatCount(progress.posted), total: formatCount(total) });
  const cities = shortagesInWords(waitsFor, (amount) => t('preview.missing', { amount }), t('preview.listSeparator'));
  const goOn = async (): Promise<void> => {
    await client.mutation(ContinueReallocationMutation, { id }).toPromise();
    onWent();
  };
  return (
    <section className="card reallocation-posting" role="status">
      {postedAt ? <p>{t('detail.posted', { time: chinaDayAndClock(postedAt) })}</p> : null}
      {total > 0 ? (
        <>
          <p className="num">{done}</p>
          <ProgressLine part={BigInt(progress.posted + progress.skipped)} whole={BigInt(total)} label={done} />
        </>
      ) : null}
      {progress.skipped > 0 ? <p className="small">{t('detail.skipped', { count: progress.skipped })}</p> : null}
      {cities ? (
        <Notice
          tone="waiting"
          action={canGoOn ? <Button onClick={() => void goOn()}>{t('detail.goOn')}</Button> : null}
        >
          {t('detail.waits', { cities })}
        </Notice>
      ) : null}
    </section>
  );
}

function Facts({ document }: { document: ReallocationParts }) {
  const { t } = useTranslation('reallocations');
  const { note, reason, rule, proposedBy, proposedAt, approvedBy, approvedAt } = document;
  return (
    <section className="card">
      <dl className="reallocation-facts">
        <dt>{t('detail.note')}</dt>
        <dd>{note}</dd>
        <dt>{t('detail.reason')}</dt>
        <dd>{reason}</dd>
        <dt>{t('detail.rule')}</dt>
        <dd>
          {t('form.version', { version: rule.version })} · {rule.summary}
        </dd>
        <dt>{t('detail.people')}</dt>
        <dd>
          {t('detail.proposedBy', { name: proposedBy, time: chinaDayAndClock(proposedAt) })}
          {approvedBy && approvedAt ? (
            <>
              <br />
              {t('detail.approvedBy', { name: approvedBy, time: chinaDayAndClock(approvedAt) })}
            </>
          ) : null}
        </dd>
      </dl>
    </section>
  );
}

const COLOUR = { PROPOSED: 'IN_REVIEW', APPROVED: 'APPROVED', REJECTED: 'REJECTED' } as const;

function History({ document }: { document: ReallocationParts }) {
  const { t } = useTranslation('reallocations');
  return (
    <section className="card">
      <h2>{t('detail.history')}</h2>
      <ol className="reallocation-history">
        {[...document.history].reverse().map((step) => (
          <li key={`${step.at}${step.to}${step.actor}`}>
            <p>
              <StatePill state={COLOUR[step.to]}>{t(`steps.${step.to}`)}</StatePill> {step.actor}
            </p>
            <p className="small">{step.reason}</p>
            <time className="tiny muted num" dateTime={step.at}>
              {chinaDayAndClock(step.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
