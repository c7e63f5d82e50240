import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Viewer } from '../../features/session/index.js';
import { RuleDetail, RuleEditor, RuleList } from '../../features/staff-rules/index.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { RoleOnly } from './role-only.js';

type StaffPageProps = { viewer: Viewer };

const READERS = ['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR'] as const;
const MAKERS = ['STAFF_MAKER'] as const;

/** All rules, in every state. */
export function StaffRulesPage({ viewer }: StaffPageProps) {
  useRulesTitle('list.title');
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <RuleList canDraft={viewer.role === 'STAFF_MAKER'} />
    </RoleOnly>
  );
}

/** One rule: what it says, what it would have done, who did what. */
export function StaffRulePage({ viewer }: StaffPageProps) {
  const { id = '' } = useParams();
  useRulesTitle('list.title');
  return (
    <RoleOnly viewer={viewer} roles={READERS}>
      <RuleDetail key={id} id={id} role={viewer.role} />
    </RoleOnly>
  );
}

/** A new rule. */
export function StaffRuleNewPage({ viewer }: StaffPageProps) {
  return <EditorPage viewer={viewer} id={null} />;
}

/** A draft. */
export function StaffRuleEditPage({ viewer }: StaffPageProps) {
  const { id = '' } = useParams();
  return <EditorPage viewer={viewer} id={id} />;
}

function EditorPage({ viewer, id }: StaffPageProps & { id: string | null }) {
  const navigate = useNavigate();
  useRulesTitle(id ? 'form.editTitle' : 'form.newTitle');
  return (
    <RoleOnly viewer={viewer} roles={MAKERS}>
      <RuleEditor key={id} id={id} onSaved={(savedId) => void navigate(`/staff/rules/${savedId}`)} />
    </RoleOnly>
  );
}

function useRulesTitle(key: 'list.title' | 'form.editTitle' | 'form.newTitle'): void {
  const { t } = useTranslation(['rules', 'common']);
  usePageTitle(t('common:site.title', { page: t(key) }));
}
