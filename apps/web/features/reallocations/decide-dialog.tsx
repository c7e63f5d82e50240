import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { outcomeOf, ReasonDialog, type StepOutcome } from '../../components/console/reason-dialog.js';
import { fenOf, formatYuan } from '../../lib/money.js';
import { ApproveReallocationMutation } from './approve-reallocation.mutation.js';
import { PreviewTable } from './preview-table.js';
import type { ReallocationParts } from './reallocation.fragment.js';
import { RejectReallocationMutation } from './reject-reallocation.mutation.js';
import { shortagesInWords } from './shortages.js';

export type Decision = 'approve' | 'reject';

interface DecideDialogProps {
  document: ReallocationParts;
  decision: Decision;
  onClose: () => void;
  onDecided: () => void;
}

/** Shows once more what is agreed to, asks why, and says what will happen before it does. */
export function DecideDialog({ document, decision, onClose, onDecided }: DecideDialogProps) {
  const { t } = useTranslation('reallocations');
  const client = useClient();
  const [preview, setPreview] = useState(document.preview);
  const decide = async (reason: string): Promise<StepOutcome> => {
    const said = { id: document.id, reason };
    const { data, error } =
      decision === 'approve'
        ? await client.mutation(ApproveReallocationMutation, { ...said, hash: preview.hash }).toPromise()
        : await client.mutation(RejectReallocationMutation, said).toPromise();
    const result = data?.result;
    if (result?.__typename === 'PreviewOutdatedError') setPreview(result.preview);
    const outcome = outcomeOf('Reallocation', result, error);
    if (outcome.done || result?.__typename !== 'ShortFundsError') return outcome;
    const missing = (amount: string): string => t('preview.missing', { amount });
    const more = shortagesInWords(result.shortages, missing, t('preview.listSeparator'));
    return { ...outcome, refusal: { title: result.message, more } };
  };
  const effect =
    decision === 'approve'
      ? t('dialog.approveEffect', { about: document.about, amount: formatYuan(fenOf(preview.amount)) })
      : t('dialog.rejectEffect');
  return (
    <ReasonDialog
      title={t(`dialog.${decision}Title`)}
      action={t(`dialog.${decision}`)}
      cancel={t('dialog.cancel')}
      words={{ label: t('dialog.reason'), hint: t('dialog.reasonHint'), missing: t('dialog.missing') }}
      wide={decision === 'approve'}
      className="reallocation-dialog"
      onConfirm={decide}
      onDone={onDecided}
      onClose={onClose}
    >
      <p>{effect}</p>
      {decision === 'approve' ? <PreviewTable preview={preview} label={t('dialog.preview')} /> : null}
    </ReasonDialog>
  );
}
