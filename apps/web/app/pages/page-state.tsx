import type { ReactNode } from 'react';
import { FaultNotice } from '../../components/fault-notice.js';
import { SiteFrame } from '../../components/site-frame.js';
import { Skeleton } from '../../components/skeleton.js';
import type { PageQuery } from '../../lib/use-page-query.js';

interface PageStateProps<Data> {
  query: PageQuery<Data>;
  wide?: boolean;
  children: (data: Data) => ReactNode;
}

/** The frame of a donor's page with its content, its outline while loading, or why it cannot be shown. */
export function PageState<Data>({ query, wide = false, children }: PageStateProps<Data>) {
  return (
    <SiteFrame wide={wide}>
      {query.status === 'ready' ? (
        children(query.data)
      ) : (
        <div className="page">
          {query.status === 'failed' ? <FaultNotice fault={query.fault} onRetry={query.retry} /> : <Skeleton tall />}
        </div>
      )}
    </SiteFrame>
  );
}
