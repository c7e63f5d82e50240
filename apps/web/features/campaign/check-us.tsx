import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { chinaDay } from '../../lib/china-time.js';
import { readFragment, type FragmentOf } from '../../lib/graphql.js';
import { CampaignStoryParts } from './campaign.fragments.js';
import './story.css';

interface CheckUsProps {
  campaign: FragmentOf<typeof CampaignStoryParts>;
  /** The books' position the page's figures include. */
  position: string;
  onReport: () => void;
}

/** How a doubter can check: the books' head, the rule, the filing, and a way to speak up. */
export function CheckUs({ campaign, position, onReport }: CheckUsProps) {
  const { t } = useTranslation('campaign');
  const { slug, rule } = readFragment(CampaignStoryParts, campaign);
  const chevron = (
    <span className="chevron" aria-hidden="true">
      ›
    </span>
  );
  return (
    <section>
      <h2>{t('check.title')}</h2>
      <ul className="card checks">
        {rule ? (
          <li>
            <details>
              <summary>
                <span>{t('check.rule', { version: rule.version })}</span>
                {chevron}
              </summary>
              <div className="checks-answer">
                <p>{rule.summary}</p>
                <p className="num">
                  {t('check.ruleSince', { day: chinaDay(rule.effectiveFrom), approvals: rule.approvals })}
                </p>
              </div>
            </details>
          </li>
        ) : null}
        <li>
          <details>
            <summary>
              <span className="num">{t('check.books', { position })}</span>
              {chevron}
            </summary>
            <p className="checks-answer">{t('check.booksText')}</p>
          </details>
        </li>
        <li>
          <Link to="/books">
            <span>{t('check.verify')}</span>
            {chevron}
          </Link>
        </li>
        <li>
          <Link to={`/c/${slug}/plan`}>
            <span>{t('check.plan')}</span>
            {chevron}
          </Link>
        </li>
        <li>
          <button type="button" onClick={onReport}>
            <span>{t('check.report')}</span>
            {chevron}
          </button>
        </li>
      </ul>
    </section>
  );
}
