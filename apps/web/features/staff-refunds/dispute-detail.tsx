import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { DisputeAnswer } from './dispute-answer.js';
import { DisputeState, DueIn } from './dispute-state.js';
import { EvidenceFiles } from './evidence-files.js';
import { StaffDisputeQuery, type DisputeParts } from './dispute.queries.js';
import { ReturnsTabs } from './returns-tabs.js';
import { takesAnswer } from './takes-answer.js';
import { Timeline } from './timeline.js';
import './staff-refunds.css';

/** One dispute: what the bank says, how long there is to answer, what moved, and what was said. */
export function DisputeDetail({ id, role }: { id: string; role: string }) {
  const { t } = useTranslation(['refunds', 'common']);
  const [{ data, error }, ask] = useQuery({
    query: StaffDisputeQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const dispute = data?.dispute;
  const refresh = (): void => ask({ requestPolicy: 'network-only' });
  if (error && !data) return <FaultNotice fault={apiFaultOf(error)} onRetry={refresh} />;
  if (dispute === undefined) return <Skeleton lines={6} />;
  if (dispute === null) {
    return <Notice title={t('common:faults.not_found.title')}>{t('common:faults.not_found.text')}</Notice>;
  }
  const carried = fenOf(dispute.carriedByPool);
  return (
    <>
      <ReturnsTabs />
      {error ? <FaultNotice fault={apiFaultOf(error)} onRetry={refresh} /> : null}
      <h1>
        {t('dispute.title')} <span className="num">{formatYuan(fenOf(dispute.amount))}</span>{' '}
        <DisputeState state={dispute.state} />
      </h1>
      <p className="console-say">
        {dispute.reasonText} · {dispute.pledge.campaign.title}
        <br />
        {t(`dispute.states.${dispute.state}`)} <DueIn {...dispute} />
      </p>
      {dispute.failureText ? (
        <div className="console-block">
          <Notice tone="seal">{dispute.failureText}</Notice>
        </div>
      ) : null}
      {carried > 0n ? (
        <div className="console-block">
          <Notice tone="waiting">{t('preview.carried', { amount: formatYuan(carried) })}</Notice>
        </div>
      ) : null}
      <EvidenceFiles
        documentId={id}
        files={dispute.evidenceFiles}
        open={takesAnswer(dispute) && role !== 'AUDITOR'}
        hint={t('files.disputeHint')}
        onChanged={refresh}
      />
      {role === 'AUDITOR' ? null : <DisputeAnswer dispute={dispute} onAnswered={refresh} />}
      <div className="console-split console-block">
        <div>
          <Facts dispute={dispute} />
        </div>
        <div>
          <Timeline steps={dispute.history} pill={(state) => <DisputeState state={state} />} />
        </div>
      </div>
    </>
  );
}

function Facts({ dispute }: { dispute: DisputeParts }) {
  const { t } = useTranslation(['refunds', 'common']);
  const { pledge, evidence, movements, answer, answeredBy, answeredAt } = dispute;
  return (
    <section className="card">
      <dl className="refund-facts">
        <dt>{t('detail.gift')}</dt>
        <dd>
          <Link to={`/pledges/${pledge.id}`}>
            {pledge.displayName ?? t('common:anonymous')} ·{' '}
            <span className="num">{formatYuan(fenOf(pledge.amount))}</span>
          </Link>
        </dd>
        <dt>{t('dispute.money')}</dt>
        <dd className="num">
          {movements.length === 0
            ? t('dispute.noMoney')
            : movements.map(({ id, amount, fee, occurredAt }) => (
                <p key={id}>
                  {t(fenOf(amount) < 0n ? 'dispute.taken' : 'dispute.back', {
                    amount: formatYuan(absolute(fenOf(amount))),
                    fee: formatYuan(absolute(fenOf(fee))),
                    time: chinaDayAndClock(occurredAt),
                  })}
                </p>
              ))}
        </dd>
        {answer && answeredBy && answeredAt ? (
          <>
            <dt>{t(`dispute.answers.${answer}`)}</dt>
            <dd>{t('detail.by', { name: answeredBy, time: chinaDayAndClock(answeredAt) })}</dd>
          </>
        ) : null}
        {evidence ? (
          <>
            <dt>{t('dispute.statement')}</dt>
            <dd className="refund-words">{evidence.statement}</dd>
            {evidence.documentation ? (
              <>
                <dt>{t('dispute.documentation')}</dt>
                <dd className="refund-words">{evidence.documentation}</dd>
              </>
            ) : null}
          </>
        ) : null}
      </dl>
    </section>
  );
}

/** The words beside it say which way it went. */
const absolute = (fen: bigint): bigint => (fen < 0n ? -fen : fen);
