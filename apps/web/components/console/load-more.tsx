import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../lib/use-connection.js';
import { FaultNotice } from '../fault-notice.js';

/** Under a console's table: why it could not be filled, or the next page. */
export function LoadMore({ connection }: { connection: Connection<unknown> }) {
  const { t } = useTranslation();
  if (connection.fault) {
    return (
      <div className="console-block">
        <FaultNotice
          fault={connection.fault}
          onRetry={connection.nodes.length > 0 ? connection.loadMore : connection.reload}
        />
      </div>
    );
  }
  if (!connection.hasMore) return null;
  return (
    <div className="console-more">
      <Button onClick={connection.loadMore} loading={connection.status === 'loading'}>
        {t('actions.loadMore')}
      </Button>
    </div>
  );
}
