import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useQuery } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDay } from '../../lib/china-time.js';
import { newRefundId } from '../../lib/ids.js';
import { fenOf, formatYuan, parseYuan, yuanInput } from '../../lib/money.js';
import { RefundPreview } from './refund-preview.js';
import {
  ProposeRefundMutation,
  RefundPledgeQuery,
  type RefundAnswerParts,
  type RefundParts,
} from './refund.queries.js';
import './staff-refunds.css';

type ReasonCode = RefundParts['reasonCode'];
const REASONS: readonly ReasonCode[] = [
  'MISTAKE',
  'DUPLICATE',
  'WRONG_AMOUNT',
  'NOT_AUTHORISED',
  'CHANGED_MIND',
  'CAMPAIGN',
  'OTHER',
];

interface RefundFormProps {
  pledgeId: string;
  /** The giver's request that is put forward; left out for a refund that staff begin. */
  request?: Pick<RefundParts, 'id' | 'amount' | 'reasonCode'>;
  onProposed: (id: string) => void;
}

/** One person puts a refund forward: how much, why, what stands behind it, and what it would take from whom. */
export function RefundForm({ pledgeId, request, onProposed }: RefundFormProps) {
  const { t } = useTranslation(['refunds', 'common']);
  const [{ data, error }, ask] = useQuery({
    query: RefundPledgeQuery,
    variables: { id: pledgeId },
    requestPolicy: 'cache-and-network',
  });
  const pledge = data?.pledge;
  if (error && !data) {
    return <FaultNotice fault={apiFaultOf(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  }
  if (pledge === undefined) return <Skeleton lines={6} />;
  if (!pledge?.refundable) {
    return <Notice title={t('common:faults.not_found.title')}>{t('form.nothing')}</Notice>;
  }
  const { refundable } = pledge;
  const left = fenOf(refundable.left);
  return (
    <>
      <h1>{t('form.title')}</h1>
      <p className="console-say num">
        {pledge.campaign.title} · {pledge.displayName ?? t('common:anonymous')} · {formatYuan(fenOf(pledge.amount))}
        <br />
        {t('form.left', {
          returned: formatYuan(fenOf(refundable.returned)),
          reserved: formatYuan(fenOf(refundable.reserved)),
          left: formatYuan(left),
          day: chinaDay(refundable.until),
        })}
      </p>
      {refundable.obstacle ? (
        <Notice tone="seal">{refundable.obstacle}</Notice>
      ) : left === 0n ? (
        <Notice tone="waiting">{t('form.nothing')}</Notice>
      ) : (
        <Proposal pledgeId={pledgeId} left={left} {...(request ? { request } : {})} onProposed={onProposed} />
      )}
    </>
  );
}

function Proposal({ pledgeId, left, request, onProposed }: RefundFormProps & { left: bigint }) {
  const { t } = useTranslation('refunds');
  const client = useClient();
  const [id] = useState(() => request?.id ?? newRefundId());
  const [amount, setAmount] = useState(yuanInput(request ? fenOf(request.amount) : left));
  const [reasonCode, setReasonCode] = useState<ReasonCode>(request?.reasonCode ?? 'MISTAKE');
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const [checked, setChecked] = useState(false);
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<RefundAnswerParts | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const parsed = parseYuan(amount);
  const isFit = parsed.ok && parsed.fen > 0n && parsed.fen <= left;
  const missing = (text: string): string | undefined => (checked && text.trim() === '' ? t('form.missing') : undefined);

  const propose = async (): Promise<void> => {
    setChecked(true);
    if (!isFit || reason.trim() === '' || evidence.trim() === '' || sending) return;
    setSending(true);
    const said = { reasonCode, reason: reason.trim(), evidence: evidence.trim() };
    const input = { id, pledgeId, amount: `${parsed.fen}`, ...said };
    const { data, error } = await client.mutation(ProposeRefundMutation, { input }).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    setAnswer(data?.result ?? null);
    if (data?.result.__typename === 'Refund') onProposed(data.result.id);
  };
  return (
    <section className="card refund-proposal">
      <Field
        label={t('form.amount')}
        hint={t('form.amountHint', { left: formatYuan(left) })}
        error={isFit ? undefined : t('form.amountWrong', { left: formatYuan(left) })}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('form.reasonCode')} hint={t('form.reasonCodeHint')}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={reasonCode}
            onChange={(event) => setReasonCode(REASONS.find((each) => each === event.target.value) ?? 'OTHER')}
          >
            {REASONS.map((each) => (
              <option key={each} value={each}>
                {t(`reasons.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('form.reason')} hint={t('form.reasonHint')} error={missing(reason)}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('form.evidence')} hint={t('form.evidenceHint')} error={missing(evidence)}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            maxLength={500}
            value={evidence}
            onChange={(event) => setEvidence(event.target.value)}
          />
        )}
      </Field>
      {isFit ? (
        <div>
          <h2>{t('preview.title')}</h2>
          <RefundPreview pledgeId={pledgeId} refundId={id} amount={parsed.fen} label={t('preview.title')} />
        </div>
      ) : null}
      {answer && answer.__typename !== 'Refund' ? (
        <Notice tone="seal" urgent>
          {answer.message}
        </Notice>
      ) : null}
      {fault ? <FaultNotice fault={fault} urgent /> : null}
      <p className="small muted">{t('form.effect')}</p>
      <Button type="primary" loading={sending} onClick={() => void propose()}>
        {t('form.propose')}
      </Button>
    </section>
  );
}
