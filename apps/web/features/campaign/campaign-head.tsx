import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Cover } from '../../components/cover.js';
import { readFragment, type FragmentOf } from '../../lib/graphql.js';
import { CampaignHeadParts } from './campaign.fragments.js';
import './campaign-head.css';

/** Picture, title, and who stands behind it. */
export function CampaignHead({ campaign }: { campaign: FragmentOf<typeof CampaignHeadParts> }) {
  const { t } = useTranslation('campaign');
  const { slug, title, summary, coverUrl, coverSrcset, charity, plan } = readFragment(CampaignHeadParts, campaign);
  return (
    <header className="campaign-head">
      <Cover url={coverUrl} srcset={coverSrcset} eager />
      <h1>{title}</h1>
      <p className="campaign-charity small muted">
        <span>{charity.name}</span>
        <Link className="pill arrived" to={`/c/${slug}/plan`}>
          {plan.filingNumber ? t('head.filed') : t('head.details')}
        </Link>
      </p>
      {plan.filingNumber ? (
        <p className="tiny muted num">{t('head.filingNumber', { number: plan.filingNumber })}</p>
      ) : null}
      <p className="campaign-summary">{summary}</p>
    </header>
  );
}
