import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { toast } from '../../components/toast.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { chinaDay } from '../../lib/china-time.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { useHashSheet } from '../../lib/use-hash-sheet.js';
import { RefundSheet } from './refund-sheet.js';
import { CancelRefundRequestMutation } from './request-refund.mutation.js';
import type { Pledge } from './use-pledge.js';

interface ReturnsPanelProps {
  pledge: Pledge;
  accessToken: string | null;
  onChanged: () => void;
}

const TONES = {
  REQUESTED: 'waiting',
  PROPOSED: 'waiting',
  APPROVED: 'waiting',
  SENT: 'waiting',
  SUCCEEDED: 'arrived',
  FAILED: 'seal',
  REJECTED: 'plain',
  CANCELLED: 'plain',
} as const;

/** What has gone back, what is asked for, what the bank says, and the way to ask. */
export function ReturnsPanel({ pledge, accessToken, onChanged }: ReturnsPanelProps) {
  const { t } = useTranslation('pledge');
  const sheet = useHashSheet();
  const { refunds, disputes, refundable, returned } = pledge;
  const isOpen = refunds.some(({ state }) => state === 'REQUESTED' || state === 'PROPOSED');
  const mayAsk = !isOpen && refundable !== null && refundable.obstacle === null && fenOf(refundable.left) > 0n;
  if (refunds.length === 0 && disputes.length === 0 && !mayAsk) return null;
  return (
    <section className="returns">
      {fenOf(returned) > 0n ? (
        <p className="num" role="status">
          {t('returns.sum', {
            returned: formatYuan(fenOf(returned)),
            left: formatYuan(fenOf(pledge.amount) - fenOf(returned)),
          })}
        </p>
      ) : null}
      {disputes.map(({ id, state, amount, openedAt }) => (
        <Notice
          key={id}
          tone={state === 'WON' || state === 'INQUIRY_CLOSED' || state === 'PREVENTED' ? 'arrived' : 'waiting'}
          title={t(`returns.dispute.${state}.title`, { amount: formatYuan(fenOf(amount)), day: chinaDay(openedAt) })}
        >
          {t(`returns.dispute.${state}.text`)}
        </Notice>
      ))}
      {refunds.map((refund) => (
        <Notice
          key={refund.id}
          tone={TONES[refund.state]}
          title={t(`returns.refund.${refund.state}`, { amount: formatYuan(fenOf(refund.amount)) })}
          action={
            refund.state === 'REQUESTED' ? (
              <TakeBack pledgeId={pledge.id} id={refund.id} accessToken={accessToken} onDone={onChanged} />
            ) : null
          }
        >
          {refund.answer ? <p>{t('returns.answer', { answer: refund.answer })}</p> : null}
          <p>{refund.next}</p>
        </Notice>
      ))}
      {mayAsk ? (
        <button type="button" className="text-button small" onClick={() => sheet.open('refund')}>
          {t('returns.ask')}
        </button>
      ) : null}
      {sheet.current === 'refund' && refundable ? (
        <RefundSheet
          pledgeId={pledge.id}
          accessToken={accessToken}
          left={fenOf(refundable.left)}
          until={refundable.until}
          coolingOffUntil={refundable.coolingOffUntil}
          onClose={() => {
            sheet.close();
            onChanged();
          }}
        />
      ) : null}
    </section>
  );
}

interface TakeBackProps {
  pledgeId: string;
  id: string;
  accessToken: string | null;
  onDone: () => void;
}

function TakeBack({ pledgeId, id, accessToken, onDone }: TakeBackProps) {
  const { t } = useTranslation('pledge');
  const [{ data, error, fetching }, cancel] = useMutation(CancelRefundRequestMutation);
  const answer = data?.cancelRefundRequest;
  const takeBack = async (): Promise<void> => {
    const { data: said } = await cancel({ pledgeId, id, accessToken });
    if (said?.cancelRefundRequest.__typename === 'Refund') toast(t('returns.takenBack'));
    onDone();
  };
  return (
    <div>
      <button type="button" className="text-button small" aria-disabled={fetching} onClick={() => void takeBack()}>
        {t('returns.takeBack')}
      </button>
      {error ? <FaultNotice fault={apiFaultOf(error)} urgent /> : null}
      {answer && answer.__typename !== 'Refund' ? <p role="alert">{answer.message}</p> : null}
    </div>
  );
}
