import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useQuery } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import type { StaffRuleParts } from './rule.fragment.js';
import { RuleScopeQuery } from './rule-scope.query.js';
import { SimulateRuleMutation } from './simulate-rule.mutation.js';
import { SimulationReport } from './simulation-report.js';

interface PanelProps {
  rule: StaffRuleParts;
  canSimulate: boolean;
  onChanged: () => void;
}

/** Runs a draft over past gifts and shows what came out. Nothing is posted. */
export function SimulationPanel({ rule, canSimulate, onChanged }: PanelProps) {
  const { t } = useTranslation('rules');
  const { simulation } = rule;
  const underWay = simulation?.state === 'QUEUED' || simulation?.state === 'RUNNING' ? simulation.state : null;
  const busy = underWay !== null;
  if (!canSimulate && !simulation) return null;
  return (
    <section className="card simulation">
      <h2>{t('simulation.title')}</h2>
      <p className="small muted">{t('simulation.say')}</p>
      {canSimulate ? <RangeForm rule={rule} busy={busy} onAsked={onChanged} /> : null}
      <div role="status">
        {simulation && underWay ? (
          <Notice tone="waiting" title={t(`simulation.${underWay}`, { percent: simulation.progress })} />
        ) : null}
        {simulation?.state === 'FAILED' ? (
          <Notice tone="seal" title={t('simulation.FAILED')}>
            {simulation.current ? t('simulation.failedAgain') : t('simulation.outdated')}
          </Notice>
        ) : null}
        {simulation?.state === 'DONE' && !simulation.current ? (
          <Notice tone="waiting" title={t('simulation.outdated')} />
        ) : null}
      </div>
      {simulation?.state === 'DONE' ? <SimulationReport simulation={simulation} /> : null}
    </section>
  );
}

function RangeForm({ rule, busy, onAsked }: { rule: StaffRuleParts; busy: boolean; onAsked: () => void }) {
  const { t } = useTranslation('rules');
  const client = useClient();
  const [{ data }] = useQuery({ query: RuleScopeQuery });
  const [range, setRange] = useState({ campaignId: rule.campaign?.id ?? '', from: '', to: '' });
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const ask = async (): Promise<void> => {
    setSending(true);
    const { campaignId, from, to } = range;
    const input = { campaignId: campaignId || null, from: from || null, to: to || null };
    const answer = await client.mutation(SimulateRuleMutation, { id: rule.id, input }).toPromise();
    setSending(false);
    setFault(answer.error ? apiFaultOf(answer.error) : null);
    const result = answer.data?.result;
    setRefused(result && result.__typename !== 'AllocationSimulation' ? result.message : null);
    if (result?.__typename === 'AllocationSimulation') onAsked();
  };
  return (
    <>
      <div className="simulation-range">
        <Field label={t('simulation.campaign')}>
          {(control) => (
            <select
              {...control}
              value={range.campaignId}
              onChange={(event) => setRange({ ...range, campaignId: event.target.value })}
            >
              <option value="">{t('simulation.allCampaigns')}</option>
              {data?.staffCampaigns.edges.map(({ node }) => (
                <option key={node.id} value={node.id}>
                  {node.title}
                </option>
              ))}
            </select>
          )}
        </Field>
        {(['from', 'to'] as const).map((end) => (
          <Field key={end} label={t(`simulation.${end}`)}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={range[end]}
                onChange={(event) => setRange({ ...range, [end]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Button type="primary" loading={sending || busy} onClick={() => void ask()}>
          {t('simulation.action')}
        </Button>
      </div>
      {refused ? <Notice tone="seal" title={refused} urgent /> : null}
      {fault ? <FaultNotice fault={fault} urgent /> : null}
    </>
  );
}
