import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { outcomeOf, ReasonDialog, type StepOutcome } from '../../components/console/reason-dialog.js';
import { ReviewTeamMutation, TakeDownTeamMutation, type StaffTeamParts } from './staff-teams.queries.js';

export type TeamAct = 'approve' | 'reject' | 'takeDown' | 'restore';

interface TeamActDialogProps {
  team: StaffTeamParts;
  act: TeamAct;
  onClose: () => void;
  onDone: (team: StaffTeamParts) => void;
}

/** Says what the step means, and asks for the reason that the team's leaders, and of a take-down everybody, will read. */
export function TeamActDialog({ team, act, onClose, onDone }: TeamActDialogProps) {
  const { t } = useTranslation('staffTeams');
  const client = useClient();
  const take = async (reason: string): Promise<StepOutcome> => {
    const { id } = team;
    const asked =
      act === 'takeDown'
        ? client.mutation(TakeDownTeamMutation, { id, reason })
        : client.mutation(ReviewTeamMutation, { id, approve: act !== 'reject', reason });
    const { data, error } = await asked.toPromise();
    if (data?.result.__typename === 'Team') onDone(data.result);
    return outcomeOf('Team', data?.result, error);
  };
  return (
    <ReasonDialog
      title={t(`acts.${act}.title`, { team: team.name })}
      action={t(`acts.${act}.action`)}
      cancel={t('acts.keep')}
      words={{ label: t('acts.reason'), missing: t('acts.missing') }}
      danger={act === 'takeDown'}
      onConfirm={take}
      onDone={() => {}}
      onClose={onClose}
    >
      <p>{t(`acts.${act}.text`)}</p>
    </ReasonDialog>
  );
}
