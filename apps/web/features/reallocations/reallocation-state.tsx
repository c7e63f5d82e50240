import { useTranslation } from 'react-i18next';
import { StatePill } from '../../components/state-pill.js';

export type ShownState = 'PROPOSED' | 'APPROVED' | 'POSTED' | 'REJECTED';

/** Approved and all in the books is another thing for people than approved and on its way there. */
export function shownState({ state, postedAt }: { state: string; postedAt: string | null }): ShownState {
  if (state === 'APPROVED') return postedAt ? 'POSTED' : 'APPROVED';
  return state === 'REJECTED' ? 'REJECTED' : 'PROPOSED';
}

const COLOUR: Record<ShownState, string> = {
  PROPOSED: 'IN_REVIEW',
  APPROVED: 'PROCESSING',
  POSTED: 'PAID',
  REJECTED: 'REJECTED',
};

/** Where a re-allocation stands, as a word in its colour. */
export function ReallocationState(standing: { state: string; postedAt: string | null }) {
  const { t } = useTranslation('reallocations');
  const shown = shownState(standing);
  return <StatePill state={COLOUR[shown]}>{t(`states.${shown}`)}</StatePill>;
}
