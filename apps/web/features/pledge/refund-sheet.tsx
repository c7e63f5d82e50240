import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Sheet } from '../../components/sheet.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { chinaDay, chinaDayAndClock } from '../../lib/china-time.js';
import { formatYuan, parseYuan, yuanInput } from '../../lib/money.js';
import { RequestRefundMutation } from './request-refund.mutation.js';

const REASONS = ['MISTAKE', 'DUPLICATE', 'WRONG_AMOUNT', 'NOT_AUTHORISED', 'CHANGED_MIND', 'OTHER'] as const;

interface RefundSheetProps {
  pledgeId: string;
  accessToken: string | null;
  /** What can go back. */
  left: bigint;
  /** Until when, as an instant. */
  until: string;
  /** Asked for before this instant it is granted at once. */
  coolingOffUntil: string | null;
  onClose: () => void;
}

/** The giver says how much and why; what happens then is said before and after. */
export function RefundSheet({ pledgeId, accessToken, left, until, coolingOffUntil, onClose }: RefundSheetProps) {
  const { t } = useTranslation(['pledge', 'common']);
  const [{ data, error, fetching }, request] = useMutation(RequestRefundMutation);
  const [amount, setAmount] = useState(yuanInput(left));
  const [reasonCode, setReasonCode] = useState<(typeof REASONS)[number]>('MISTAKE');
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<string>();
  const answer = data?.requestRefund;

  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    const parsed = parseYuan(amount);
    const isFit = parsed.ok && parsed.fen > 0n && parsed.fen <= left;
    setFault(isFit ? undefined : t('returns.amountWrong', { left: formatYuan(left) }));
    if (!isFit || fetching) return;
    await request({
      input: { pledgeId, accessToken, amount: `${parsed.fen}`, reasonCode, words: words.trim() || null },
    });
  };

  if (answer?.__typename === 'Refund') {
    return (
      <Sheet title={t('returns.ask')} onClose={onClose}>
        <div className="refund-form">
          <Notice tone="arrived" title={t('returns.asked')} urgent>
            {answer.next}
          </Notice>
          <button type="button" className="button quiet wide" onClick={onClose}>
            {t('common:actions.close')}
          </button>
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet title={t('returns.ask')} onClose={onClose}>
      <form className="refund-form" noValidate onSubmit={(event) => void submit(event)}>
        {coolingOffUntil ? (
          <Notice tone="arrived">{t('returns.coolingOff', { time: chinaDayAndClock(coolingOffUntil) })}</Notice>
        ) : (
          <p className="small muted">{t('returns.lead', { day: chinaDay(until) })}</p>
        )}
        <Field label={t('returns.amount')} hint={t('returns.amountHint', { left: formatYuan(left) })} error={fault}>
          {(control) => (
            <input
              {...control}
              className="input num"
              inputMode="decimal"
              autoComplete="off"
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('returns.reason')}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={reasonCode}
              onChange={(event) => setReasonCode(REASONS.find((each) => each === event.target.value) ?? 'OTHER')}
            >
              {REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`returns.reasons.${reason}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('returns.words')} hint={t('returns.wordsHint')}>
          {(control) => (
            <textarea
              {...control}
              className="input"
              rows={3}
              maxLength={500}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        {answer ? (
          <Notice tone="seal" urgent>
            {answer.message}
          </Notice>
        ) : null}
        {error ? <FaultNotice fault={apiFaultOf(error)} onRetry={() => void submit()} urgent /> : null}
        <button type="submit" className="button wide" aria-disabled={fetching}>
          {fetching ? t('returns.sending') : t('returns.send')}
        </button>
      </form>
    </Sheet>
  );
}
