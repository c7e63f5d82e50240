import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { BankLineChoice } from './bank-line-choice.js';
import {
  ActOnDifferenceMutation,
  AgreeToWriteOffMutation,
  ExplainDifferenceMutation,
  ReopenDifferenceMutation,
} from './change-difference.mutations.js';
import type { DifferenceRow } from './differences.query.js';

interface DialogProps {
  difference: DifferenceRow;
  role: string;
  onClose: () => void;
  onChanged: () => void;
  onPosting: (id: string) => void;
}

type Step = 'act' | 'explain' | 'agree' | 'reopen';

/** One difference: what each side says, what is proposed, who did what, and what may be done. */
export function DifferenceDialog({ difference, role, onClose, onChanged, onPosting }: DialogProps) {
  const { t } = useTranslation('reconciliation');
  const mayChange = role === 'STAFF_MAKER' || role === 'STAFF_CHECKER';
  return (
    <Modal open width={680} title={t(`kinds.${difference.kind}`)} footer={null} onCancel={onClose}>
      <div className="reconciliation-dialog">
        <Says difference={difference} />
        <p>
          <b>{t('difference.proposed')}</b> {difference.proposal}
        </p>
        <Links difference={difference} onPosting={onPosting} />
        {mayChange && difference.action === 'LINK_BANK_LINE' && difference.payoutId && difference.state === 'OPEN' ? (
          <BankLineChoice payoutId={difference.payoutId} onLinked={onChanged} />
        ) : null}
        {mayChange ? <Steps difference={difference} role={role} onChanged={onChanged} /> : null}
        <History difference={difference} />
      </div>
    </Modal>
  );
}

function Says({ difference }: { difference: DifferenceRow }) {
  const { t } = useTranslation('reconciliation');
  const { currency, gap, bankLine } = difference;
  const yuan = (fen: string | null): string => {
    if (fen === null) return t('difference.nothing');
    const amount = formatYuan(fenOf(fen));
    return currency === 'CNY' ? amount : `${currency} ${amount.replace('¥', '')}`;
  };
  const lines = [
    ['provider', difference.providerAmount, difference.providerFee],
    ['ledger', difference.ledgerAmount, difference.ledgerFee],
    ['bank', difference.bankAmount, null],
  ] as const;
  return (
    <dl className="reconciliation-says">
      {lines.map(([name, amount, fee]) => (
        <div key={name}>
          <dt>{t(`sides.${name}`)}</dt>
          <dd className="num">
            {yuan(amount)}
            {fee === null || fee === '0' ? null : (
              <span className="tiny muted">{t('difference.fee', { fee: yuan(fee) })}</span>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('difference.gap')}</dt>
        <dd className="num">{yuan(gap)}</dd>
      </div>
      {bankLine ? (
        <div>
          <dt>{t('difference.bankLine')}</dt>
          <dd className="num">
            {bankLine.bookedOn} {bankLine.counterparty} {bankLine.reference}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function Links({ difference, onPosting }: { difference: DifferenceRow; onPosting: (id: string) => void }) {
  const { t } = useTranslation('reconciliation');
  const { movementId, postingId, pledgeId, payoutId, occurredAt, firstSeenAt } = difference;
  return (
    <p className="small reconciliation-links">
      <span className="muted num">
        {t('difference.when', { occurred: chinaDayAndClock(occurredAt), found: chinaDayAndClock(firstSeenAt) })}
      </span>
      {postingId ? (
        <button type="button" className="text-button" onClick={() => onPosting(postingId)}>
          {t('difference.posting')}
        </button>
      ) : null}
      {pledgeId ? <Link to={`/pledges/${pledgeId}`}>{t('difference.pledge')}</Link> : null}
      {[movementId, payoutId].flatMap((id) => (id ? [<code key={id}>{id}</code>] : []))}
    </p>
  );
}

function Steps({ difference, role, onChanged }: Pick<DialogProps, 'difference' | 'role' | 'onChanged'>) {
  const { t } = useTranslation('reconciliation');
  const client = useClient();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState<Step | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const { id, state, actionable, gap } = difference;
  const take = async (step: Step): Promise<void> => {
    const asksWhy = step !== 'act';
    setMissing(asksWhy && reason.trim() === '');
    if (asksWhy && reason.trim() === '') return;
    setSending(step);
    const said = { id, reason: reason.trim() };
    const { data, error } =
      step === 'act'
        ? await client.mutation(ActOnDifferenceMutation, { id }).toPromise()
        : step === 'explain'
          ? await client.mutation(ExplainDifferenceMutation, said).toPromise()
          : step === 'agree'
            ? await client.mutation(AgreeToWriteOffMutation, said).toPromise()
            : await client.mutation(ReopenDifferenceMutation, said).toPromise();
    setSending(null);
    setFault(error ? apiFaultOf(error) : null);
    const result = data?.result;
    setRefusal(result && result.__typename !== 'Difference' ? result.message : null);
    if (result?.__typename === 'Difference') onChanged();
  };
  if (state === 'RESOLVED') return null;
  const steps: Exclude<Step, 'act'>[] = [
    ...(state === 'OPEN' ? (['explain'] as const) : (['reopen'] as const)),
    ...(state === 'WRITE_OFF_PROPOSED' && role === 'STAFF_CHECKER' ? (['agree'] as const) : []),
  ];
  return (
    <>
      {actionable ? (
        <Button type="primary" loading={sending === 'act'} onClick={() => void take('act')}>
          {t(`actions.${difference.action}`)}
        </Button>
      ) : null}
      <Field
        label={t('difference.reason')}
        hint={state === 'OPEN' && gap !== '0' ? t('difference.twoPeople') : t('difference.reasonHint')}
        error={missing ? t('difference.missing') : undefined}
      >
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
      <div className="console-actions">
        {steps.map((step) => (
          <Button
            key={step}
            type={step === 'agree' ? 'primary' : 'default'}
            loading={sending === step}
            onClick={() => void take(step)}
          >
            {t(`difference.${step}`)}
          </Button>
        ))}
      </div>
      {refusal ? <Notice tone="seal" title={refusal} urgent /> : null}
      {fault ? <FaultNotice fault={fault} urgent /> : null}
    </>
  );
}

function History({ difference }: { difference: DifferenceRow }) {
  const { t } = useTranslation('reconciliation');
  return (
    <ol className="reconciliation-history small">
      {[...difference.history].reverse().map((step) => (
        <li key={`${step.at}${step.to}${step.reason}`}>
          <span className="num muted">{chinaDayAndClock(step.at)}</span> <b>{t(`states.${step.to}`)}</b> {step.actor}
          {t('difference.colon')}
          {step.reason}
        </li>
      ))}
    </ol>
  );
}
