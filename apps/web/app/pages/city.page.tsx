import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Cartogram } from '../../components/cartogram.js';
import { CityAccounts } from '../../features/city/index.js';
import { fenOf } from '../../lib/money.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { CityPageQuery } from './city.query.js';
import { NotFound } from './not-found.page.js';
import { PageState } from './page-state.js';
import './open.page.css';

/** A city: what came in, what was paid, what waits and since when. */
export function CityPage() {
  const { t } = useTranslation(['open', 'common']);
  const { code = '' } = useParams();
  const query = usePageQuery(CityPageQuery, { code });
  const name = query.status === 'ready' ? query.data.city?.region.name : undefined;
  usePageTitle(name && t('common:site.title', { page: t('city.title', { city: name }) }));
  return (
    <PageState query={query} wide shape="cards">
      {({ city, cities }) =>
        city ? (
          <div className="page open-page">
            <CityAccounts city={city}>
              <section aria-labelledby="cities-title">
                <h2 id="cities-title">{t('city.others')}</h2>
                <Cartogram
                  current={code}
                  tiles={cities.map(({ region, allocated, row, column }) => ({
                    ...region,
                    amount: fenOf(allocated),
                    row,
                    column,
                  }))}
                />
              </section>
            </CityAccounts>
          </div>
        ) : (
          <NotFound />
        )
      }
    </PageState>
  );
}
