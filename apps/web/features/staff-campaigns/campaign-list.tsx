import { Button, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useHref } from 'react-router';
import { ChoiceFilter } from '../../components/console/choice-filter.js';
import { ConsoleTable } from '../../components/console/console-table.js';
import { StatePill } from '../../components/state-pill.js';
import { chinaDay } from '../../lib/china-time.js';
import type { ResultOf, VariablesOf } from '../../lib/graphql.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import type { Connection } from '../../lib/use-connection.js';
import { useQueryConnection } from '../../lib/use-query-connection.js';
import { StaffCampaignsQuery } from './staff-campaigns.query.js';

type Row = ResultOf<typeof StaffCampaignsQuery>['staffCampaigns']['edges'][number]['node'];
type State = NonNullable<VariablesOf<typeof StaffCampaignsQuery>['state']>;

const STATES: readonly State[] = [
  'DRAFT',
  'IN_REVIEW',
  'APPROVED',
  'LIVE',
  'PAUSED',
  'ENDED',
  'SETTLED',
  'REJECTED',
  'TAKEN_DOWN',
];

/** Campaigns in every state; the sentence on top says what waits. */
export function CampaignList({ canCreate }: { canCreate: boolean }) {
  const { t } = useTranslation(['staff', 'common']);
  const newAddress = useHref('/staff/campaigns/new');
  const [state, setState] = useState<State | ''>('');
  const rows = useQueryConnection(StaffCampaignsQuery, { state: state || null }, (data) => data.staffCampaigns);
  const waiting = rows.nodes.filter((row) => row.state === 'IN_REVIEW').length;
  return (
    <>
      <div className="console-head">
        <div>
          <h1>{t('campaigns.title')}</h1>
          <p className="console-say">
            {waiting > 0 ? t('campaigns.waiting', { count: waiting }) : t('campaigns.nothingWaits')}
          </p>
        </div>
        {canCreate ? (
          <Button type="primary" href={newAddress}>
            {t('campaigns.new')}
          </Button>
        ) : null}
      </div>
      <section className="card">
        <div className="console-filters">
          <ChoiceFilter
            label={t('filter.state')}
            choices={[
              ['', t('filter.all')],
              ...STATES.map((each) => [each, t(`common:campaignState.${each}`)] as const),
            ]}
            value={state}
            onChange={setState}
          />
        </div>
        <CampaignTable rows={rows} filtered={state !== ''} />
      </section>
    </>
  );
}

/** A figure with its column's name, which only phones show: their tables have no head. */
function labelled(label: string, figure: string) {
  return (
    <>
      <span className="cell-label" aria-hidden="true">{`${label} `}</span>
      {figure}
    </>
  );
}

function CampaignTable({ rows, filtered }: { rows: Connection<Row>; filtered: boolean }) {
  const { t } = useTranslation(['staff', 'common']);
  const columns = useMemo<TableColumnsType<Row>>(
    () => [
      {
        title: t('campaigns.name'),
        key: 'title',
        className: 'cell-title',
        render: (_, row) => <Link to={`/staff/campaigns/${row.id}`}>{row.title}</Link>,
      },
      {
        title: t('campaigns.state'),
        key: 'state',
        render: (_, row) => <StatePill state={row.state}>{t(`common:campaignState.${row.state}`)}</StatePill>,
      },
      {
        title: t('campaigns.window'),
        key: 'window',
        className: 'num',
        render: (_, row) => t('campaigns.windowDays', { start: chinaDay(row.startsAt), end: chinaDay(row.endsAt) }),
      },
      {
        title: t('campaigns.target'),
        key: 'target',
        className: 'num',
        align: 'right',
        render: (_, row) => labelled(t('campaigns.target'), formatYuan(fenOf(row.target))),
      },
      {
        title: t('campaigns.raised'),
        key: 'raised',
        className: 'num cell-amount',
        align: 'right',
        render: (_, row) => formatYuan(fenOf(row.progress.raised)),
      },
      {
        title: t('campaigns.gifts'),
        key: 'gifts',
        className: 'num',
        align: 'right',
        render: (_, row) => labelled(t('campaigns.gifts'), formatCount(row.progress.gifts)),
      },
    ],
    [t],
  );
  return (
    <ConsoleTable
      label={t('campaigns.title')}
      columns={columns}
      rows={rows}
      empty={{
        title: filtered ? t('campaigns.emptyFilteredTitle') : t('campaigns.emptyTitle'),
        text: filtered ? t('campaigns.emptyFilteredText') : t('campaigns.emptyText'),
      }}
    />
  );
}
