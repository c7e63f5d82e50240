import type { ReactNode } from 'react';
import { FaultNotice } from '../../components/fault-notice.js';
import { SiteFrame } from '../../components/site-frame.js';
import type { PageQuery } from '../../lib/use-page-query.js';
import { PageOutline, type PageShape } from './page-outline.js';

interface PageStateProps<Data> {
  query: PageQuery<Data>;
  wide?: boolean;
  /** What it looks like, for as long as it is on its way. */
  shape?: PageShape;
  children: (data: Data) => ReactNode;
}

/** The frame of a donor's page with its content, its outline while loading, or why it cannot be shown. */
export function PageState<Data>({ query, wide = false, shape = 'words', children }: PageStateProps<Data>) {
  return (
    <SiteFrame wide={wide}>
      {query.status === 'loading' ? <PageOutline shape={shape} /> : null}
      {query.status === 'failed' ? (
        <div className="page">
          <FaultNotice fault={query.fault} onRetry={query.retry} />
        </div>
      ) : null}
      {query.status === 'ready' ? children(query.data) : null}
    </SiteFrame>
  );
}
