import type { ReactNode } from 'react';
import './data-table.css';

export interface DataColumn {
  title: string;
  /** Figures stand at the right, digit under digit. */
  numeric?: boolean;
}

interface DataTableProps {
  /** Read first by a screen reader; also shown above the table unless `quiet`. */
  caption: string;
  quiet?: boolean;
  columns: readonly DataColumn[];
  /** The first cell of a row names it. */
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
  /** Sums under a line. */
  foot?: readonly ReactNode[];
}

/** A plain table of facts; on a narrow window it scrolls by itself, not the page. */
export function DataTable({ caption, quiet = false, columns, rows, foot }: DataTableProps) {
  const look = (index: number): string | undefined => (columns[index]?.numeric ? 'num' : undefined);
  return (
    <div className="data-table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className={quiet ? 'unseen' : 'small muted'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title }, index) => (
              <th key={title} scope="col" className={look(index)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id}>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={index} className={look(index)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {foot ? (
          <tfoot>
            <tr>
              {foot.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={index} className={look(index)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}
