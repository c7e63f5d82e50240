import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.js';
import { fenOf, formatCount, formatYuan } from '../../lib/money.js';
import { useHydrated } from '../../lib/use-hydrated.js';
import { useLocale } from '../../lib/use-locale.js';
import { FileChoice } from './file-choice.js';
import { useVerification, type VerificationState } from './use-verification.js';
import type { VerifiedBooks } from './verification.js';

/** Verifies the books on this device: those of this moment, or a file somebody kept. */
export function CheckPanel() {
  const { t } = useTranslation('books');
  const locale = useLocale();
  const hydrated = useHydrated();
  const { state, start, cancel } = useVerification();
  const [books, setBooks] = useState<File[]>([]);
  const [heads, setHeads] = useState<File[]>([]);
  const [receipts, setReceipts] = useState<File[]>([]);
  const busy = state.kind === 'progress';
  const run = (file: File | null): void => start({ books: file, heads, receipts, locale });
  const shared = { disabled: busy || !hydrated };
  return (
    <section aria-labelledby="check-title">
      <h2 id="check-title">{t('check.title')}</h2>
      <div className="card check-panel">
        <p>{t('check.lead')}</p>
        <details>
          <summary className="link">{t('check.more')}</summary>
          <div className="choices">
            <FileChoice
              {...shared}
              label={t('check.heads')}
              hint={t('check.headsHint')}
              accept=".json"
              multiple
              files={heads}
              onChoose={setHeads}
            />
            <FileChoice
              {...shared}
              label={t('check.receipts')}
              hint={t('check.receiptsHint')}
              accept=".json"
              multiple
              files={receipts}
              onChoose={setReceipts}
            />
            <FileChoice
              {...shared}
              label={t('check.books')}
              hint={t('check.booksHint')}
              accept=".jsonl,.gz"
              files={books}
              onChoose={setBooks}
            />
          </div>
        </details>
        {busy ? (
          <button type="button" className="button quiet wide" onClick={cancel}>
            {t('check.cancel')}
          </button>
        ) : (
          <button type="button" className="button wide" disabled={!hydrated} onClick={() => run(books[0] ?? null)}>
            {books.length > 0 ? t('check.startFile') : t('check.start')}
          </button>
        )}
        <div aria-live="polite">
          <Outcome state={state} />
        </div>
      </div>
    </section>
  );
}

function Outcome({ state }: { state: VerificationState }) {
  const { t } = useTranslation('books');
  switch (state.kind) {
    case 'idle':
      return null;
    case 'progress':
      return (
        <p className="small progress-note num">
          <progress aria-label={t('check.title')} />
          {t('check.progress', { lines: formatCount(state.lines) })}
        </p>
      );
    case 'right':
      return <Right books={state.books} />;
    case 'wrong':
      return (
        <Notice tone="seal" title={t('check.wrong')}>
          <pre className="fault">{state.text}</pre>
          <p className="small">{t('check.wrongText')}</p>
        </Notice>
      );
    case 'unreachable':
      return (
        <Notice tone="waiting" title={t('check.unreachable')}>
          {t('check.unreachableText')}
        </Notice>
      );
  }
}

function Right({ books }: { books: VerifiedBooks }) {
  const { t } = useTranslation('books');
  const { gifts, transfers, batches, accounts, amount, hash, heads, receipts } = books;
  return (
    <Notice tone="arrived" title={t('check.right')}>
      <p className="num">
        {t('check.rightText', {
          gifts: formatCount(gifts),
          yuan: formatYuan(fenOf(amount)),
          transfers: formatCount(transfers),
          batches: formatCount(batches),
          accounts: formatCount(accounts),
        })}
      </p>
      {heads > 0 ? <p>{t('check.rightHeads', { heads })}</p> : <p>{t('check.rightNoHead')}</p>}
      {receipts > 0 ? <p>{t('check.rightReceipts', { receipts })}</p> : null}
      <p className="tiny hash">{hash}</p>
    </Notice>
  );
}
