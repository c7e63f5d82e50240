import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { outcomeOf, ReasonDialog, type StepOutcome } from '../../components/console/reason-dialog.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { CancelMonthlyGiftMutation } from './cancel.mutation.js';
import type { StaffMonthlyGift } from './staff-monthly-gift.fragment.js';

interface CancelDialogProps {
  gift: StaffMonthlyGift;
  onClose: () => void;
  onCancelled: (gift: StaffMonthlyGift) => void;
}

/** Says what stopping means, and asks for a reason its giver will read. */
export function CancelDialog({ gift, onClose, onCancelled }: CancelDialogProps) {
  const { t } = useTranslation('monthlyGifts');
  const client = useClient();
  const cancel = async (reason: string): Promise<StepOutcome> => {
    const { data, error } = await client.mutation(CancelMonthlyGiftMutation, { id: gift.id, reason }).toPromise();
    if (data?.answer.__typename === 'MonthlyGift') onCancelled(data.answer);
    return outcomeOf('MonthlyGift', data?.answer, error);
  };
  return (
    <ReasonDialog
      title={t('cancel.title')}
      action={t('cancel.confirm')}
      cancel={t('cancel.keep')}
      words={{ label: t('cancel.reason'), hint: t('cancel.reasonHint'), missing: t('cancel.missing') }}
      danger
      onConfirm={cancel}
      onDone={() => {}}
      onClose={onClose}
    >
      <p>{t('cancel.effect', { amount: formatYuan(fenOf(gift.amount)), campaign: gift.campaign.title })}</p>
    </ReasonDialog>
  );
}
