import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { LinkBankLineMutation } from './link-bank-line.mutation.js';
import { PayoutQuery } from './payouts.query.js';

/** A person says which line of the bank a payout is, and why. */
export function BankLineChoice({ payoutId, onLinked }: { payoutId: string; onLinked: () => void }) {
  const { t } = useTranslation('reconciliation');
  const client = useClient();
  const answer = usePageQuery(PayoutQuery, { id: payoutId });
  const [lineId, setLineId] = useState('');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  if (answer.status === 'loading') return <Skeleton lines={2} />;
  if (answer.status === 'failed') return <FaultNotice fault={answer.fault} onRetry={answer.retry} />;
  const candidates = answer.data.payout?.candidates ?? [];
  const link = async (): Promise<void> => {
    const incomplete = lineId === '' || reason.trim() === '';
    setMissing(incomplete);
    if (incomplete) return;
    setSending(true);
    const said = { payoutId, lineId, reason: reason.trim() };
    const { data, error } = await client.mutation(LinkBankLineMutation, said).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
    const result = data?.result;
    setRefusal(result && result.__typename !== 'Payout' ? result.message : null);
    if (result?.__typename === 'Payout') onLinked();
  };
  return (
    <fieldset className="reconciliation-choice">
      <legend>{t('choice.title')}</legend>
      {candidates.map(({ id, bookedOn, amount, counterparty, reference }) => (
        <label key={id}>
          <input type="radio" name="bank-line" checked={lineId === id} onChange={() => setLineId(id)} />
          <span className="num">
            {bookedOn} {formatYuan(fenOf(amount))} {counterparty} {reference}
          </span>
        </label>
      ))}
      <Field label={t('choice.reason')} error={missing ? t('choice.missing') : undefined}>
        {(control) => (
          <Input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <Button loading={sending} onClick={() => void link()}>
        {t('choice.link')}
      </Button>
      {refusal ? <Notice tone="seal" title={refusal} urgent /> : null}
      {fault ? <FaultNotice fault={fault} urgent /> : null}
    </fieldset>
  );
}
