import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { outcomeOf, ReasonDialog, type StepOutcome } from '../../components/console/reason-dialog.js';
import { ResumePostingMutation } from './resume-posting.mutation.js';

interface ResumeDialogProps {
  /** How far the check before it has come; null while none runs. */
  progress: string | null;
  onWaiting: (waiting: boolean) => void;
  onClose: () => void;
}

/** Says what letting posting go on means, asks why, and shows what still does not hold. */
export function ResumeDialog({ progress, onWaiting, onClose }: ResumeDialogProps) {
  const { t } = useTranslation('audit');
  const client = useClient();
  const resume = async (reason: string): Promise<StepOutcome> => {
    onWaiting(true);
    const { data, error } = await client.mutation(ResumePostingMutation, { reason }).toPromise();
    onWaiting(false);
    return outcomeOf('BooksHealth', data?.result, error);
  };
  return (
    <ReasonDialog
      title={t('resume.title')}
      action={t('resume.action')}
      cancel={t('resume.cancel')}
      words={{ label: t('resume.reason'), hint: t('resume.reasonHint'), missing: t('resume.missing') }}
      progress={progress}
      onConfirm={resume}
      onDone={() => {}}
      onClose={onClose}
    >
      <p>{t('resume.effect')}</p>
    </ReasonDialog>
  );
}
