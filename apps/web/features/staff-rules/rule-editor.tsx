import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf } from '../../lib/api-error.js';
import { RuleForm, type Scope } from './rule-form.js';
import { emptyRule, formValuesOf } from './rule-form-values.js';
import { RuleScopeQuery } from './rule-scope.query.js';
import { useStaffRule } from './use-staff-rule.js';
import './staff-rules.css';

interface EditorProps {
  /** Null makes a new rule. */
  id: string | null;
  onSaved: (id: string) => void;
}

/** Writes a rule, new or drafted. */
export function RuleEditor({ id, onSaved }: EditorProps) {
  const { t } = useTranslation('rules');
  const [{ data, error }, ask] = useQuery({ query: RuleScopeQuery });
  const scope = data && {
    cities: data.regions,
    campaigns: data.staffCampaigns.edges.map(({ node }) => ({ ...node, cityCodes: node.plan.regionCodes })),
  };
  return (
    <>
      <h1>{id ? t('form.editTitle') : t('form.newTitle')}</h1>
      <p className="console-say">{t('form.say')}</p>
      {error && !data ? <FaultNotice fault={apiFaultOf(error)} onRetry={() => ask()} /> : null}
      {!scope && !error ? <Skeleton lines={8} /> : null}
      {scope && id === null ? (
        <RuleForm id={null} scope={scope} initial={emptyRule(scope.cities)} onSaved={onSaved} />
      ) : null}
      {scope && id !== null ? <StoredRuleForm id={id} scope={scope} onSaved={onSaved} /> : null}
    </>
  );
}

function StoredRuleForm({ id, scope, onSaved }: { id: string; scope: Scope; onSaved: (id: string) => void }) {
  const { t } = useTranslation('common');
  const { rule, fault, refresh } = useStaffRule(id);
  if (fault && !rule) return <FaultNotice fault={fault} onRetry={refresh} />;
  if (rule === undefined) return <Skeleton lines={8} />;
  if (rule === null) return <Notice title={t('faults.not_found.title')}>{t('faults.not_found.text')}</Notice>;
  return <RuleForm id={id} scope={scope} initial={formValuesOf(rule, scope.cities)} onSaved={onSaved} />;
}
