import type { ReactNode } from 'react';
import type { Connection } from '../../lib/use-connection.js';
import { Skeleton } from '../skeleton.js';

interface EmptyTableProps {
  status: Connection<unknown>['status'];
  /** What an empty table teaches. */
  children: ReactNode;
}

/**
 * What stands in a table without rows: their outline while they are on their way, what an empty table teaches, and
 * nothing where they could not be had, for then the notice below speaks and "there are none" would be a lie.
 */
export function EmptyTable({ status, children }: EmptyTableProps) {
  if (status === 'loading') return <Skeleton shape="table" />;
  return status === 'ready' ? children : null;
}
