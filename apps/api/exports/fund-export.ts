import { chinaTime, plainYuan } from '#kernel';
import { eventInWords, type ExplainedFundLine } from '../funds/fund-lines.js';
import type { Translate } from '../messages/messages.js';
import type { Table } from './table-file.js';

/** Fund lines as a table. */
export function fundTable(lines: readonly ExplainedFundLine[], t: Translate): Table {
  return {
    sheet: t('export_fund'),
    columns: [
      { head: t('export_time'), width: 20 },
      { head: t('export_event'), width: 30 },
      { head: t('export_source'), width: 12 },
      { head: t('export_campaign'), width: 40 },
      { head: t('export_rule'), width: 10 },
      { head: t('export_position'), width: 14 },
      { head: t('export_batch'), width: 10 },
      { head: t('export_amount'), width: 16, amount: true },
    ],
    rows: lines.map(({ recordedAt, kind, note, source, campaign, ruleVersion, position, batchNumber, amount }) => [
      chinaTime(recordedAt),
      eventInWords({ kind, note }, t),
      t(`source_${source}`),
      campaign?.title ?? t('no_campaign'),
      ruleVersion === null ? t('no_rule') : `${ruleVersion}`,
      `${position}`,
      `${batchNumber}`,
      plainYuan(amount),
    ]),
  };
}
