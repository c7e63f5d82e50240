import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chinaDayAndClock } from '../../lib/china-time.js';
import { formatCount } from '../../lib/money.js';
import { CheckPanel } from './check-panel.js';
import './books.css';

interface LatestHead {
  date: string;
  batches: number;
  positions: number;
  hash: string;
  recordedAt: string;
}

type HeadState = { kind: 'loading' | 'none' | 'away' } | { kind: 'found'; head: LatestHead };

const FILES = [
  { href: '/books/export.jsonl.gz', text: 'export' },
  { href: '/books/heads/index.json', text: 'heads' },
  { href: '/verify.mjs', text: 'script' },
] as const;

/** How anybody can check the books, in plain words, and the means to do it. */
export function BooksView() {
  const { t } = useTranslation('books');
  return (
    <div className="page reading books-page">
      <h1>{t('title')}</h1>
      <p className="books-lead">{t('lead')}</p>
      <CheckPanel />
      <LatestHeadCard />
      <section>
        <h2>{t('how.title')}</h2>
        <ol className="card how">
          {(['rows', 'chain', 'head', 'receipt'] as const).map((step) => (
            <li key={step}>
              <b>{t(`how.${step}.title`)}</b>
              <p>{t(`how.${step}.text`)}</p>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{t('files.title')}</h2>
        <ul className="card files">
          {FILES.map(({ href, text }) => (
            <li key={href}>
              <a className="link" href={href} download={text === 'script' ? 'verify.mjs' : undefined}>
                {t(`files.${text}.name`)}
              </a>
              <p className="small muted">{t(`files.${text}.text`)}</p>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('limits.title')}</h2>
        <p>{t('limits.text')}</p>
      </section>
    </div>
  );
}

function LatestHeadCard() {
  const { t } = useTranslation('books');
  const state = useLatestHead();
  return (
    <section>
      <h2>{t('head.title')}</h2>
      <div className="card" aria-live="polite">
        {state.kind === 'found' ? (
          <>
            <p className="num">
              {t('head.text', {
                date: state.head.date,
                batches: formatCount(state.head.batches),
                positions: formatCount(state.head.positions),
                published: chinaDayAndClock(new Date(Number(state.head.recordedAt)).toISOString()),
              })}
            </p>
            <p className="tiny hash">{state.head.hash}</p>
            <a className="button quiet compact" href={`/books/heads/${state.head.date}.json`} download>
              {t('head.keep')}
            </a>
          </>
        ) : (
          <p className="muted">{t(`head.${state.kind}`)}</p>
        )}
      </div>
    </section>
  );
}

function useLatestHead(): HeadState {
  const [state, setState] = useState<HeadState>({ kind: 'loading' });
  useEffect(() => {
    const leaving = new AbortController();
    fetch('/books/heads/latest.json', { signal: leaving.signal })
      .then(async (response) => {
        if (response.status === 404) return setState({ kind: 'none' });
        if (!response.ok) return setState({ kind: 'away' });
        setState({ kind: 'found', head: (await response.json()) as LatestHead });
      })
      .catch(() => {
        if (!leaving.signal.aborted) setState({ kind: 'away' });
      });
    return () => leaving.abort();
  }, []);
  return state;
}
