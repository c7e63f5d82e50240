import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { outcomeOf, ReasonDialog, type StepOutcome } from '../../components/console/reason-dialog.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import type { ExceptionRow } from './payment-exceptions.query.js';
import { ReturnHeldPaymentMutation } from './return-held-payment.mutation.js';

interface ReturnDialogProps {
  exception: ExceptionRow;
  onReturned: () => void;
  onClose: () => void;
}

/** Shows before and after, asks what was checked, and sends the money back. */
export function ReturnDialog({ exception, onReturned, onClose }: ReturnDialogProps) {
  const { t } = useTranslation('exceptions');
  const client = useClient();
  const giveBack = async (reason: string): Promise<StepOutcome> => {
    const { data, error } = await client.mutation(ReturnHeldPaymentMutation, { id: exception.id, reason }).toPromise();
    return outcomeOf('PaymentException', data?.result, error);
  };
  return (
    <ReasonDialog
      title={t('return.title', { amount: formatYuan(fenOf(exception.amount)) })}
      action={t('return.action')}
      cancel={t('return.cancel')}
      words={{ label: t('return.reason'), hint: t('return.reasonHint'), missing: t('return.missing') }}
      onConfirm={giveBack}
      onDone={onReturned}
      onClose={onClose}
    >
      <p>{exception.policy}</p>
      <p>{t('return.before')}</p>
      <p>{t('return.after')}</p>
    </ReasonDialog>
  );
}
