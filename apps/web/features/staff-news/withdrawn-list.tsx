import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { chinaDayAndClock } from '../../lib/china-time.js';
import type { ResultOf } from '../../lib/graphql.js';
import type { Corrected } from './publish-dialog.js';
import type { StaffNewsQuery } from './staff-news.query.js';

type Campaign = NonNullable<ResultOf<typeof StaffNewsQuery>['staffCampaign']>;

interface WithdrawnListProps {
  items: Campaign['withdrawnNews'];
  /** Writes what puts one right; null for whoever only looks. */
  onCorrect: ((item: Corrected) => void) | null;
}

/** What was withdrawn, by whom, when and why; the public sees the reason only. */
export function WithdrawnList({ items, onCorrect }: WithdrawnListProps) {
  const { t } = useTranslation('staffNews');
  return (
    <>
      <h3 className="staff-news-withdrawn">{t('withdrawn.title')}</h3>
      <ol className="staff-news-list">
        {items.map((item) => (
          <li key={item.id}>
            <b>{item.title}</b>
            <p className="small muted">{item.text}</p>
            <p className="small">{t('withdrawn.reason', { reason: item.withdrawalReason })}</p>
            <p className="tiny muted num staff-news-foot">
              <span>
                {t('withdrawn.by', { at: chinaDayAndClock(item.withdrawnAt), name: item.withdrawnBy })}
                {item.lettersStopped > 0 ? ` · ${t('withdrawn.stopped', { count: item.lettersStopped })}` : ''}
              </span>
              {item.isCorrected ? <span>{t('withdrawn.corrected')}</span> : null}
              {onCorrect && !item.isCorrected ? (
                <Button size="small" onClick={() => onCorrect(item)}>
                  {t('correct')}
                </Button>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
