import type { Check } from '#platform';

export const evidenceChecks: readonly Check[] = [
  {
    sentence: 'evidence that was removed cannot be opened by anybody, and what was not can',
    zh: '已移除的证据文件任何人都打不开，未移除的都打得开',
    offenders: `SELECT file.id FROM evidence_file file
                LEFT JOIN personal_subject subject ON subject.id = file.subject_id
                WHERE (file.removed_at IS NULL) <> (subject.id IS NOT NULL)`,
  },
];
