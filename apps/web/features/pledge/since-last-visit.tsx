import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.js';
import { deviceStore } from '../../lib/session-store.js';
import { changesSince, keepVisit, lastVisit, type VisitChange } from './gift-visit.js';
import type { Pledge } from './use-pledge.js';

/** What has happened to the gift since it was last looked at on this device, and while it is being looked at. */
export function SinceLastVisit({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation(['pledge', 'common']);
  const [before] = useState(() => lastVisit(deviceStore, pledge.id));
  useEffect(() => {
    if (pledge.allocation.state === 'POSTED') keepVisit(deviceStore, pledge);
  }, [pledge]);
  const changes = changesSince(before, pledge);
  if (changes.length === 0) return null;
  const sentence = (change: VisitChange): string => {
    if (change.kind === 'state')
      return t('since.state', { state: t(`common:pledgeState.${change.state as Pledge['state']}`) });
    if (change.kind === 'receipt') return t('since.receipt', { number: change.number });
    return change.kind === 'line' ? t('since.line', { title: change.title, standing: change.standing }) : change.text;
  };
  return (
    <Notice tone="arrived" title={t('since.title')}>
      <ul className="since">
        {changes.map((change, index) => (
          <li key={index}>{sentence(change)}</li>
        ))}
      </ul>
    </Notice>
  );
}
