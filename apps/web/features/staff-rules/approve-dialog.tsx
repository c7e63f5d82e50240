import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { outcomeOf, ReasonDialog, type StepOutcome } from '../../components/console/reason-dialog.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf } from '../../lib/money.js';
import { ApproveRuleMutation } from './approve-rule.mutation.js';
import type { StaffRuleParts, StaffSimulationParts } from './rule.fragment.js';
import { signedYuan } from './signed-yuan.js';
import { SimulationSums } from './simulation-report.js';

interface ApproveDialogProps {
  rule: StaffRuleParts;
  simulation: StaffSimulationParts;
  onClose: () => void;
  onChanged: () => void;
}

/** Shows the second person what was simulated, and approves exactly that. */
export function ApproveDialog({ rule, simulation, onClose, onChanged }: ApproveDialogProps) {
  const { t } = useTranslation('rules');
  const client = useClient();
  // What is on the screen when the dialog opens is what is approved, whatever arrives behind it.
  const [seen] = useState(simulation);
  const approve = async (reason: string): Promise<StepOutcome> => {
    const variables = { id: rule.id, hash: seen.hash ?? '', reason };
    const { data, error } = await client.mutation(ApproveRuleMutation, variables).toPromise();
    return outcomeOf('AllocationRule', data?.result, error);
  };
  const moved = [...(seen.result?.cities ?? [])].sort(byChange);
  return (
    <ReasonDialog
      title={t('approve.title')}
      action={t('approve.action')}
      cancel={t('dialog.cancel')}
      words={{ label: t('dialog.reason'), hint: t('dialog.reasonHint'), missing: t('dialog.reasonMissing') }}
      wide
      onConfirm={approve}
      onDone={onChanged}
      onClose={onClose}
    >
      <p>{t('approve.effect', { version: rule.version, start: chinaDayAndClock(rule.effectiveFrom) })}</p>
      <p className="small">{rule.summary}</p>
      {seen.result ? <SimulationSums simulation={seen} result={seen.result} /> : null}
      {moved.length > 0 ? (
        <p className="small num">
          {t('approve.moved', {
            cities: moved
              .slice(0, 4)
              .map(({ region, difference }) => `${region.shortName} ${signedYuan(fenOf(difference.total))}`)
              .join(t('approve.separator')),
          })}
        </p>
      ) : null}
      <p className="tiny muted rule-digest">{t('approve.hash', { hash: seen.hash ?? '' })}</p>
    </ReasonDialog>
  );
}

/** The largest change first, whichever way it goes. */
function byChange(a: { difference: { total: string } }, b: { difference: { total: string } }): number {
  const [one, other] = [a, b].map(({ difference }) => fenOf(difference.total.replace('-', '')));
  return one === other ? 0 : (one ?? 0n) > (other ?? 0n) ? -1 : 1;
}
