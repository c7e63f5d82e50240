import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { Notice } from '../../components/notice.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { ImportStatementMutation, PreviewStatementMutation, type PreviewAnswer } from './import-statement.mutations.js';
import { uploadStatement } from './statement-upload.js';

interface Looked {
  key: string;
  fileName: string;
  answer: PreviewAnswer;
}

/** A file is looked at first: what it would bring, or everything that is wrong with it. Only then is it kept. */
export function StatementImport({ onImported }: { onImported: () => void }) {
  const { t } = useTranslation('reconciliation');
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const look = async (file: File): Promise<void> => {
    setBusy(true);
    setLooked(null);
    setFault(null);
    const uploaded = await uploadStatement(file);
    if (!uploaded.ok) {
      setFault(uploaded.fault);
    } else {
      const { data, error } = await client.mutation(PreviewStatementMutation, { key: uploaded.key }).toPromise();
      if (error) setFault(apiFaultOf(error));
      else if (data) setLooked({ key: uploaded.key, fileName: file.name, answer: data.result });
    }
    setBusy(false);
  };
  const keep = async ({ key, fileName }: Looked): Promise<void> => {
    setBusy(true);
    const { data, error } = await client.mutation(ImportStatementMutation, { key, fileName }).toPromise();
    setBusy(false);
    setFault(error ? apiFaultOf(error) : null);
    if (data?.result.__typename !== 'BankStatement') return;
    setLooked(null);
    onImported();
  };
  return (
    <div className="reconciliation-import">
      <div className="console-actions">
        <Button loading={busy} onClick={() => input.current?.click()}>
          {t('import.choose')}
        </Button>
        <span className="small muted">{t('import.hint')}</span>
      </div>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={t('import.choose')}
        accept=".csv,.txt,.xml"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void look(file);
        }}
      />
      {fault ? <FaultNotice fault={fault} urgent /> : null}
      {looked ? (
        <Preview looked={looked} busy={busy} onKeep={() => void keep(looked)} onDrop={() => setLooked(null)} />
      ) : null}
    </div>
  );
}

interface PreviewProps {
  looked: Looked;
  busy: boolean;
  onKeep: () => void;
  onDrop: () => void;
}

function Preview({ looked: { answer, fileName }, busy, onKeep, onDrop }: PreviewProps) {
  const { t } = useTranslation('reconciliation');
  if (answer.__typename === 'StatementRejectedError') {
    return (
      <Notice tone="seal" title={answer.message} urgent>
        <ol className="reconciliation-faults">
          {answer.faults.map(({ line, message }, k) => (
            <li key={k}>
              {line === 0 ? t('import.wholeFile') : t('import.line', { line })} {message}
            </li>
          ))}
        </ol>
      </Notice>
    );
  }
  const { from, to, count, known, opening, closing, imported, lines } = answer;
  const yuan = (fen: string | null): string => (fen === null ? '—' : formatYuan(fenOf(fen)));
  return (
    <div className="reconciliation-preview" role="region" aria-label={t('import.preview')}>
      <p>
        <b>{fileName}</b> {t('import.says', { from, to, lines: formatCount(count), fresh: formatCount(count - known) })}
      </p>
      <p className="small num">{t('import.balances', { opening: yuan(opening), closing: yuan(closing) })}</p>
      {imported ? <Notice>{t('import.again', { time: chinaDayAndClock(imported.importedAt) })}</Notice> : null}
      <ul className="reconciliation-payout-lines">
        {lines.slice(0, 10).map((line) => (
          <li key={line.ordinal}>
            <span>
              <span className="num muted">{line.bookedOn}</span> {line.counterparty} {line.reference}
              {line.known ? <span className="pill">{t('import.known')}</span> : null}
            </span>
            <span className="num">{yuan(line.amount)}</span>
          </li>
        ))}
      </ul>
      {count > 10 ? <p className="small muted">{t('import.more', { lines: formatCount(count - 10) })}</p> : null}
      <div className="console-actions">
        <Button type="primary" loading={busy} onClick={onKeep}>
          {t('import.keep')}
        </Button>
        <Button onClick={onDrop}>{t('import.drop')}</Button>
      </div>
    </div>
  );
}
