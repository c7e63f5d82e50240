import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { outcomeOf, ReasonDialog, type StepOutcome } from '../../components/console/reason-dialog.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { RefundPreview } from './refund-preview.js';
import { ApproveRefundMutation, RejectRefundMutation, type RefundParts } from './refund.queries.js';

export type RefundDecision = 'approve' | 'reject';

interface RefundDialogProps {
  refund: RefundParts;
  decision: RefundDecision;
  onClose: () => void;
  onDecided: () => void;
}

/** Shows once more what is agreed to, asks why, and says what will happen before it does. */
export function RefundDialog({ refund, decision, onClose, onDecided }: RefundDialogProps) {
  const { t } = useTranslation('refunds');
  const client = useClient();
  const { id, amount, pledge } = refund;
  const decide = async (reason: string): Promise<StepOutcome> => {
    const { data, error } =
      decision === 'approve'
        ? await client.mutation(ApproveRefundMutation, { id, amount, reason }).toPromise()
        : await client.mutation(RejectRefundMutation, { id, answer: reason }).toPromise();
    return outcomeOf('Refund', data?.result, error);
  };
  return (
    <ReasonDialog
      title={t(`dialog.${decision}Title`)}
      action={t(`dialog.${decision}`)}
      cancel={t('dialog.cancel')}
      words={{
        label: t(`dialog.${decision}Words`),
        hint: t(`dialog.${decision}WordsHint`),
        missing: t('form.missing'),
      }}
      wide={decision === 'approve'}
      className="refund-dialog"
      onConfirm={decide}
      onDone={onDecided}
      onClose={onClose}
    >
      <p className="num">{t(`dialog.${decision}Effect`, { amount: formatYuan(fenOf(amount)) })}</p>
      {decision === 'approve' ? (
        <RefundPreview pledgeId={pledge.id} refundId={id} amount={fenOf(amount)} label={t('dialog.preview')} />
      ) : null}
    </ReasonDialog>
  );
}
