import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import { chinaTime, plainYuan } from '#kernel';
import type { ExplainedFundLine } from '../funds/fund-lines.js';
import type { Translate } from '../messages/messages.js';

/** Excel opens UTF-8 as such only behind this mark. */
const BYTE_ORDER_MARK = '\uFEFF';
/** A cell that begins like a formula is run by spreadsheets; a quote before it keeps it text. */
const FORMULA = /^[=+\-@\t\r]/;

const HEADS = [
  'export_time',
  'export_source',
  'export_campaign',
  'export_rule',
  'export_position',
  'export_batch',
  'export_amount',
];

function cellsOf(line: ExplainedFundLine, t: Translate): string[] {
  const { recordedAt, source, campaign, ruleVersion, position, batchNumber, amount } = line;
  const title = FORMULA.test(campaign.title) ? `'${campaign.title}` : campaign.title;
  return [
    chinaTime(recordedAt),
    t(`source_${source}`),
    title,
    `${ruleVersion}`,
    `${position}`,
    `${batchNumber}`,
    plainYuan(amount),
  ];
}

/** Fund lines as CSV in UTF-8; times are China's, amounts yuan with two places. */
export function fundCsv(lines: readonly ExplainedFundLine[], t: Translate): Buffer {
  const rows = [HEADS.map((head) => t(head)), ...lines.map((line) => cellsOf(line, t))];
  return Buffer.from(BYTE_ORDER_MARK + stringify(rows, { record_delimiter: 'windows' }));
}

/** The same as an Excel workbook; amounts are text with two places, because Excel's numbers are floats. */
export async function fundXlsx(lines: readonly ExplainedFundLine[], t: Translate): Promise<Buffer> {
  const head = HEADS.map((key) => ({ value: t(key), fontWeight: 'bold' as const }));
  const body = lines.map((line) =>
    cellsOf(line, t).map((value, column) => ({
      value,
      type: String,
      align: column === HEADS.length - 1 ? ('right' as const) : ('left' as const),
    })),
  );
  const widths = [20, 12, 40, 10, 14, 10, 16];
  return writeXlsxFile([head, ...body], {
    sheet: t('export_fund'),
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}
