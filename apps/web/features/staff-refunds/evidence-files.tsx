import { Button, Popconfirm } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { useLocale } from '../../lib/use-locale.js';
import type { EvidenceFile } from './evidence-files.fragment.js';
import { addEvidence, EVIDENCE_TYPES, removeEvidence, type EvidenceAnswer } from './evidence-store.js';
import './staff-refunds.css';

interface EvidenceFilesProps {
  documentId: string;
  files: readonly EvidenceFile[];
  /** Whether files may still be added and taken away. */
  open: boolean;
  /** Says what the files are for. */
  hint: string;
  onChanged: () => void;
}

/** What lies behind a document: to read, and while nobody has decided to add to and take away from. */
export function EvidenceFiles({ documentId, files, open, hint, onChanged }: EvidenceFilesProps) {
  const { t } = useTranslation('refunds');
  const locale = useLocale();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<EvidenceAnswer | null>(null);
  if (!open && files.length === 0) return null;

  const carry = async (work: Promise<EvidenceAnswer>): Promise<void> => {
    setBusy(true);
    const result = await work;
    setBusy(false);
    setAnswer(result);
    if (result.ok) onChanged();
  };
  return (
    <section className="card console-block">
      <h2>{t('files.title')}</h2>
      {open ? <p className="small muted">{hint}</p> : null}
      {files.length === 0 ? <p>{t('files.none')}</p> : null}
      <ul className="evidence-files">
        {files.map((file, index) => (
          <li key={file.id}>
            <a href={`/evidence/${file.id}`} download>
              {t('files.name', { number: index + 1, kind: kindOf(file.contentType), size: sizeOf(file.size) })}
            </a>
            <span className="small muted">
              {t('detail.by', { name: file.addedBy, time: chinaDayAndClock(file.addedAt) })}
            </span>
            {open && file.isOwn ? (
              <Popconfirm
                title={t('files.removeTitle')}
                description={t('files.removeEffect')}
                okText={t('files.remove')}
                cancelText={t('dialog.cancel')}
                onConfirm={() => void carry(removeEvidence(file.id, locale))}
              >
                <button type="button" className="text-button">
                  {t('files.remove')}
                </button>
              </Popconfirm>
            ) : null}
          </li>
        ))}
      </ul>
      {open ? (
        <>
          <Button loading={busy} onClick={() => input.current?.click()}>
            {t('files.add')}
          </Button>
          <input
            ref={input}
            type="file"
            className="unseen"
            tabIndex={-1}
            aria-label={t('files.add')}
            accept={EVIDENCE_TYPES}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void carry(addEvidence(documentId, file, locale));
            }}
          />
        </>
      ) : null}
      {answer?.ok === false ? <Refusal message={answer.message} /> : null}
    </section>
  );
}

function Refusal({ message }: { message: string | null }) {
  return message === null ? (
    <FaultNotice fault="away" urgent />
  ) : (
    <Notice tone="seal" urgent>
      {message}
    </Notice>
  );
}

const kindOf = (contentType: string): string => (contentType.split('/')[1] ?? '').toUpperCase();
const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
