import { useTranslation } from 'react-i18next';
import { MyQuery, MyView } from '../../features/my/index.js';
import { signOut } from '../../features/session/index.js';
import { useLocale } from '../../lib/use-locale.js';
import { usePageQuery } from '../../lib/use-page-query.js';
import { usePageTitle } from '../../lib/use-page-title.js';
import { PageState } from './page-state.js';

/** A donor's own gifts, papers, monthly gifts and data. */
export default function MyPage() {
  const { t } = useTranslation(['my', 'common']);
  const locale = useLocale();
  usePageTitle(t('common:site.title', { page: t('title') }));
  const query = usePageQuery(MyQuery, {});
  return (
    <PageState query={query} shape="own">
      {({ donor }) => (
        <MyView
          donor={donor}
          refresh={query.status === 'ready' ? query.refresh : () => undefined}
          signOut={() => signOut(locale)}
        />
      )}
    </PageState>
  );
}
