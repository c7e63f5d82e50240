import { Table, type TableColumnsType } from 'antd';
import type { Connection } from '../../lib/use-connection.js';
import { EmptyTable } from './empty-table.js';
import { TableFrame } from './table-frame.js';

interface ConsoleTableProps<Row> {
  /** Names the table for whoever hears it. */
  label: string;
  columns: TableColumnsType<Row>;
  rows: readonly Row[];
  status: Connection<unknown>['status'];
  /** What an empty table teaches. */
  empty: { title: string; text: string };
}

/** A console's table of things with an id: scrolls in its own frame, teaches when it is empty, loads without a jump. */
export function ConsoleTable<Row extends { id: string }>({
  label,
  columns,
  rows,
  status,
  empty,
}: ConsoleTableProps<Row>) {
  const teach = (
    <div className="console-teach">
      <b>{empty.title}</b>
      {empty.text}
    </div>
  );
  return (
    <TableFrame label={label}>
      <Table<Row>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={rows}
        pagination={false}
        locale={{ emptyText: <EmptyTable status={status}>{teach}</EmptyTable> }}
      />
    </TableFrame>
  );
}
