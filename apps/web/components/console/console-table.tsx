import { Table, type TableColumnsType } from 'antd';
import { TableFrame } from './table-frame.js';

interface ConsoleTableProps<Row> {
  /** Names the table for whoever hears it. */
  label: string;
  columns: TableColumnsType<Row>;
  rows: readonly Row[];
  loading: boolean;
  /** What an empty table teaches. */
  empty: { title: string; text: string };
}

/** A console's table of things with an id: scrolls in its own frame, teaches when it is empty, loads without a jump. */
export function ConsoleTable<Row extends { id: string }>({
  label,
  columns,
  rows,
  loading,
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
        loading={loading && rows.length === 0}
        locale={{ emptyText: loading ? ' ' : teach }}
      />
    </TableFrame>
  );
}
