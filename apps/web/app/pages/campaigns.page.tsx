import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Field } from '../../components/field.js';
import { CampaignCard } from '../../features/campaign/index.js';
import type { ResultOf } from '../../lib/graphql.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { CAMPAIGN_STATES, CampaignsPageQuery, campaignsVariables, type StateWord } from './campaigns.query.js';
import { PageState } from './page-state.js';
import './campaigns.page.css';
import './open.page.css';

type Data = ResultOf<typeof CampaignsPageQuery>;

/** All campaigns, by words, state and city. The choice stands in the address: it can be sent, and needs no script. */
export function CampaignsPage() {
  const { t } = useTranslation(['open', 'common']);
  const [search] = useSearchParams();
  usePageTitle(t('common:site.title', { page: t('campaigns.title') }));
  const query = usePageQuery(CampaignsPageQuery, campaignsVariables(search));
  return (
    <PageState query={query} wide shape="cards">
      {({ campaigns, regions }) => (
        <div className="page open-page">
          <header>
            <h1>{t('campaigns.title')}</h1>
            <p className="muted">{t('campaigns.lead')}</p>
          </header>
          <Search key={search.toString()} regions={regions} />
          <Found campaigns={campaigns} />
        </div>
      )}
    </PageState>
  );
}

function Search({ regions }: Pick<Data, 'regions'>) {
  const { t } = useTranslation('open');
  const [search, setSearch] = useSearchParams();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() ? [[name, value.trim()]] : [],
    );
    setSearch(given as [string, string][]);
  };
  return (
    <form method="get" role="search" className="card campaign-search" onSubmit={submit}>
      <Field label={t('campaigns.words')}>
        {(control) => (
          <input
            {...control}
            name="q"
            type="search"
            maxLength={60}
            className="input"
            defaultValue={search.get('q') ?? ''}
          />
        )}
      </Field>
      <Field label={t('campaigns.state')}>
        {(control) => (
          <select {...control} name="state" className="input" defaultValue={search.get('state') ?? ''}>
            <option value="">{t('campaigns.anyState')}</option>
            {(Object.keys(CAMPAIGN_STATES) as StateWord[]).map((word) => (
              <option key={word} value={word}>
                {t(`campaigns.states.${word}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('campaigns.city')}>
        {(control) => (
          <select {...control} name="city" className="input" defaultValue={search.get('city') ?? ''}>
            <option value="">{t('campaigns.anyCity')}</option>
            {regions.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <button type="submit" className="button quiet">
        {t('campaigns.search')}
      </button>
    </form>
  );
}

function Found({ campaigns: { edges, pageInfo } }: Pick<Data, 'campaigns'>) {
  const { t } = useTranslation('open');
  const [search] = useSearchParams();
  const further = new URLSearchParams(search);
  if (pageInfo.endCursor) further.set('after', pageInfo.endCursor);
  return (
    <section aria-labelledby="campaigns-found">
      <h2 id="campaigns-found" className="unseen">
        {t('campaigns.found')}
      </h2>
      {edges.length === 0 ? (
        <p className="card muted" role="status">
          {t('campaigns.none')} <Link to="/campaigns">{t('campaigns.all')}</Link>
        </p>
      ) : null}
      <div className="campaign-found">
        {edges.map(({ node }) => (
          <CampaignCard key={node.id} campaign={node} />
        ))}
      </div>
      {pageInfo.hasNextPage ? (
        <p>
          <Link className="button quiet" to={`/campaigns?${further.toString()}`}>
            {t('campaigns.further')}
          </Link>
        </p>
      ) : null}
    </section>
  );
}
