import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import './disclosures.css';

interface Head {
  date: string;
  batches: string;
  hash: string;
}

/** What can be taken home of the books, and the state of them that was signed last. */
export function BooksDownloads({ head }: { head: Head | null }) {
  const { t } = useTranslation('open');
  return (
    <section aria-labelledby="books-title">
      <h2 id="books-title">{t('disclosures.books')}</h2>
      <div className="card">
        <p>{t('disclosures.booksText')}</p>
        <p className="small num head-hash">
          {head === null
            ? t('disclosures.noHead')
            : head.batches === '0'
              ? t('disclosures.emptyHead', { day: head.date })
              : t('disclosures.head', { day: head.date, batch: head.batches, hash: head.hash })}
        </p>
        <ul className="downloads">
          <li>
            <a href="/books/export.jsonl.gz" download>
              {t('disclosures.export')}
            </a>
          </li>
          <li>
            <a href="/books/heads/index.json">{t('disclosures.heads')}</a>
          </li>
          <li>
            <a href="/verify.mjs" download>
              {t('disclosures.verifier')}
            </a>
          </li>
          <li>
            <Link to="/books">{t('disclosures.verify')}</Link>
          </li>
        </ul>
      </div>
    </section>
  );
}
