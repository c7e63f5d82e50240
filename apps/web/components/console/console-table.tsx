import { Table, type TableColumnsType } from 'antd';
import type { Connection } from '../../lib/use-connection.js';
import { EmptyTable } from './empty-table.js';
import { LoadMore } from './load-more.js';
import { TableFrame } from './table-frame.js';

interface ConsoleTableProps<Row> {
  /** Names the table for whoever hears it. */
  label: string;
  columns: TableColumnsType<Row>;
  rows: Connection<Row>;
  /** What an empty table teaches. */
  empty: { title?: string; text: string };
}

/**
 * A console's table of things with an id: scrolls in its own frame, teaches when it is empty, loads without a jump, and
 * below it says why it could not be had or leads on to more.
 */
export function ConsoleTable<Row extends { id: string }>({ label, columns, rows, empty }: ConsoleTableProps<Row>) {
  const teach = (
    <div className="console-teach">
      {empty.title ? <b>{empty.title}</b> : null}
      {empty.text}
    </div>
  );
  return (
    <>
      <TableFrame label={label}>
        <Table<Row>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={rows.nodes}
          pagination={false}
          locale={{ emptyText: <EmptyTable status={rows.status}>{teach}</EmptyTable> }}
        />
      </TableFrame>
      <LoadMore connection={rows} />
    </>
  );
}
