import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { outcomeOf, ReasonDialog, type StepOutcome } from '../../components/console/reason-dialog.js';
import type { StaffRuleParts } from './rule.fragment.js';
import { WithdrawRuleMutation } from './withdraw-rule.mutation.js';

interface WithdrawDialogProps {
  rule: StaffRuleParts;
  onClose: () => void;
  onChanged: () => void;
}

/** Takes a rule back before it takes effect, and asks why. */
export function WithdrawDialog({ rule, onClose, onChanged }: WithdrawDialogProps) {
  const { t } = useTranslation('rules');
  const client = useClient();
  const withdraw = async (reason: string): Promise<StepOutcome> => {
    const { data, error } = await client.mutation(WithdrawRuleMutation, { id: rule.id, reason }).toPromise();
    return outcomeOf('AllocationRule', data?.result, error);
  };
  return (
    <ReasonDialog
      title={t('withdraw.title')}
      action={t('withdraw.action')}
      cancel={t('dialog.cancel')}
      words={{ label: t('dialog.reason'), hint: t('dialog.reasonHint'), missing: t('dialog.reasonMissing') }}
      onConfirm={withdraw}
      onDone={onChanged}
      onClose={onClose}
    >
      <p>{t('withdraw.effect', { version: rule.version })}</p>
    </ReasonDialog>
  );
}
