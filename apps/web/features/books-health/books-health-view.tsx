import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FaultNotice } from '../../components/fault-notice.js';
import { ProgressLine } from '../../components/progress-line.js';
import { Skeleton } from '../../components/skeleton.js';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { formatCount } from '../../lib/money.js';
import type { BooksHealthParts } from './books-health.fragment.js';
import { CheckBooksMutation } from './check-books.mutation.js';
import { ResumeDialog } from './resume-dialog.js';
import { useBooksHealth } from './use-books-health.js';
import './books-health.css';

/** Every sentence that must hold, and whether it does; checked every night and on demand. */
export function BooksHealthView({ role }: { role: string }) {
  const { t } = useTranslation('audit');
  const [waiting, setWaiting] = useState(false);
  const [resuming, setResuming] = useState(false);
  const { health, fault, retry } = useBooksHealth(waiting);
  if (!health) {
    return (
      <>
        <div className="console-head">
          <h1>{t('title')}</h1>
        </div>
        {fault ? <FaultNotice fault={fault} onRetry={retry} /> : <Skeleton lines={8} />}
      </>
    );
  }
  const total = health.sentences.length;
  const { running } = health;
  const progress = running ? t('progress', { done: running.checked, total }) : null;
  return (
    <>
      <div className="console-head">
        <div>
          <h1>{t('title')}</h1>
          <p className="console-say">{summary(health, t)}</p>
        </div>
        <div className="console-actions">
          {role === 'AUDITOR' ? null : <CheckNow running={running !== null} />}
          {role === 'STAFF_CHECKER' && health.stopped ? (
            <Button type="primary" onClick={() => setResuming(true)}>
              {t('resume.action')}
            </Button>
          ) : null}
        </div>
      </div>
      {fault ? <FaultNotice fault={fault} onRetry={retry} /> : null}
      {running && progress ? (
        <section className="card audit-progress" role="status">
          <p>{progress}</p>
          <ProgressLine part={BigInt(running.checked)} whole={BigInt(total)} label={progress} />
        </section>
      ) : null}
      <Sentences health={health} />
      {resuming ? <ResumeDialog progress={progress} onWaiting={setWaiting} onClose={() => setResuming(false)} /> : null}
    </>
  );
}

type Translate = ReturnType<typeof useTranslation<'audit'>>['t'];

function summary({ lastRun, sentences, stopped }: BooksHealthParts, t: Translate): string {
  if (!lastRun) return t('never');
  const time = chinaDayAndClock(lastRun.finishedAt ?? lastRun.startedAt);
  const who = lastRun.askedBy ?? t('nightly');
  const broken = sentences.filter(({ offenders }) => (offenders ?? 0) > 0).length;
  if (broken > 0) return t('broken', { count: broken, time, who });
  return stopped
    ? t('soundButStopped', { total: lastRun.checked, time, who })
    : t('sound', { total: lastRun.checked, time, who });
}

function CheckNow({ running }: { running: boolean }) {
  const { t } = useTranslation('audit');
  const client = useClient();
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const check = async (): Promise<void> => {
    setSending(true);
    const { error } = await client.mutation(CheckBooksMutation, {}).toPromise();
    setSending(false);
    setFault(error ? apiFaultOf(error) : null);
  };
  return (
    <>
      <Button onClick={() => void check()} loading={sending || running}>
        {running ? t('checking') : t('check')}
      </Button>
      {fault ? <FaultNotice fault={fault} urgent /> : null}
    </>
  );
}

function Sentences({ health }: { health: BooksHealthParts }) {
  const { t } = useTranslation('audit');
  return (
    <section className="card">
      <h2>{t('sentences', { total: health.sentences.length })}</h2>
      <ol className="audit-sentences">
        {health.sentences.map(({ text, offenders }) => (
          <li key={text} className={(offenders ?? 0) > 0 ? 'broken' : ''}>
            <span>{text}</span>
            {offenders === null ? <span className="pill">{t('notAsked')}</span> : null}
            {offenders === 0 ? <span className="pill arrived">{t('holds')}</span> : null}
            {(offenders ?? 0) > 0 ? (
              <span className="pill seal">
                {t('offenders', { count: offenders ?? 0, rows: formatCount(offenders ?? 0) })}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
