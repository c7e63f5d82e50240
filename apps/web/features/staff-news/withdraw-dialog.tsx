import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { outcomeOf, ReasonDialog, type StepOutcome } from '../../components/console/reason-dialog.js';
import { WithdrawNewsMutation } from './withdraw-news.mutation.js';

interface WithdrawDialogProps {
  item: { id: string; title: string };
  onClose: () => void;
  onWithdrawn: () => void;
}

/** Takes an item off every page, and asks why in words that stand in public. */
export function WithdrawDialog({ item, onClose, onWithdrawn }: WithdrawDialogProps) {
  const { t } = useTranslation('staffNews');
  const client = useClient();
  const withdraw = async (reason: string): Promise<StepOutcome> => {
    const { data, error } = await client.mutation(WithdrawNewsMutation, { id: item.id, reason }).toPromise();
    return outcomeOf('WithdrawnNews', data?.withdrawNews, error);
  };
  return (
    <ReasonDialog
      title={t('withdraw.title')}
      action={t('withdraw.confirm')}
      cancel={t('withdraw.cancel')}
      words={{ label: t('withdraw.reason'), hint: t('withdraw.hint'), missing: t('withdraw.missing') }}
      danger
      onConfirm={withdraw}
      onDone={onWithdrawn}
      onClose={onClose}
    >
      <p>{t('withdraw.effect', { title: item.title })}</p>
    </ReasonDialog>
  );
}
