import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import { isCivilDate, RequestError, type CivilDate } from '#kernel';

/** Excel opens UTF-8 as such only behind this mark. */
const BYTE_ORDER_MARK = '\uFEFF';
/** A cell that begins like a formula is run by spreadsheets; a quote before it keeps it text. */
const FORMULA = /^[=+\-@\t\r]/;
/** An amount below zero begins like a formula and is none. */
const AMOUNT = /^-?\d+\.\d\d$/;

export interface Column {
  head: string;
  /** In characters, for workbooks. */
  width: number;
  amount?: boolean;
}

/** A table as people read it: times are China's, amounts yuan with two places. */
export interface Table {
  sheet: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
}

export type TableFormat = 'csv' | 'xlsx';

/** @throws RequestError not_found for a format there is not */
export function checkedFormat(format: string): TableFormat {
  if (format !== 'csv' && format !== 'xlsx') throw new RequestError('NOT_FOUND', 'not_found');
  return format;
}

/** A day from an address; null when there is none. @throws RequestError date_malformed */
export function checkedDay(day: string | undefined): CivilDate | null {
  if (day === undefined || day === '') return null;
  if (!isCivilDate(day)) throw new RequestError('BAD_INPUT', 'date_malformed');
  return day;
}

/** CSV in UTF-8. */
export function csvOf({ columns, rows }: Table): Buffer {
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => row.map(plainText))];
  return Buffer.from(BYTE_ORDER_MARK + stringify(cells, { record_delimiter: 'windows' }));
}

/** An Excel workbook; amounts are text with two places, because Excel's numbers are floats. */
export async function xlsxOf({ sheet, columns, rows }: Table): Promise<Buffer> {
  const head = columns.map((column) => ({ value: column.head, fontWeight: 'bold' as const }));
  const body = rows.map((row) =>
    row.map((value, index) => ({
      value: plainText(value),
      type: String,
      align: columns[index]?.amount ? ('right' as const) : ('left' as const),
    })),
  );
  return writeXlsxFile([head, ...body], {
    sheet,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

/** The table as a download. */
export async function fileOf(table: Table, format: TableFormat, name: string): Promise<StreamableFile> {
  const bytes = format === 'csv' ? csvOf(table) : await xlsxOf(table);
  return new StreamableFile(bytes, {
    type:
      format === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    disposition: `attachment; filename="${name}.${format}"`,
    length: bytes.length,
  });
}

function plainText(cell: string): string {
  return FORMULA.test(cell) && !AMOUNT.test(cell) ? `'${cell}` : cell;
}
