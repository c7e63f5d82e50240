import { Controller, Get, Header, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { chinaTime, plainYuan } from '#kernel';
import { DifferencesRepository, type Difference } from '#reconciliation';
import { SessionGate } from '../http/session-gate.js';
import { localeOf, translator, type Translate } from '../messages/messages.js';
import { checkedFormat, fileOf, type Table } from './table-file.js';

/** What a spreadsheet is read for; more are a disaster, which the page tells. */
const MAX_ROWS = 10_000;
const OPEN = ['OPEN', 'WRITE_OFF_PROPOSED'] as const;
const ALL = [...OPEN, 'EXPLAINED', 'RESOLVED'] as const;

/** Differences as a file. */
@Controller('exports')
export class ReconciliationExportsController {
  constructor(
    @Inject(SessionGate) private readonly sessions: SessionGate,
    @Inject(DifferencesRepository) private readonly differences: DifferencesRepository,
  ) {}

  @Get('differences.:format')
  @Header('cache-control', 'private, no-store')
  async list(
    @Req() request: FastifyRequest,
    @Param('format') format: string,
    @Query('all') all?: string,
  ): Promise<StreamableFile> {
    await this.sessions.admit(request, ['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR']);
    const t = translator(localeOf(request.headers['accept-language']));
    const rows = await this.differences.page({ states: all ? ALL : OPEN, kinds: null }, null, MAX_ROWS);
    return fileOf(differencesTable(rows, t), checkedFormat(format), 'differences');
  }
}

function differencesTable(rows: readonly Difference[], t: Translate): Table {
  const amount = (fen: bigint | null): string => (fen === null ? '' : plainYuan(fen));
  return {
    sheet: t('export_differences'),
    columns: [
      { head: t('export_found'), width: 20 },
      { head: t('export_difference'), width: 36 },
      { head: t('export_state'), width: 18 },
      { head: t('export_provider_says'), width: 16, amount: true },
      { head: t('export_books_say'), width: 16, amount: true },
      { head: t('export_bank_says'), width: 16, amount: true },
      { head: t('export_gap'), width: 16, amount: true },
      { head: t('export_proposal'), width: 40 },
      { head: t('export_explanation'), width: 40 },
      { head: t('export_ids'), width: 60 },
    ],
    rows: rows.map((row) => [
      chinaTime(row.firstSeenAt),
      t(`difference_${row.kind}`),
      t(`difference_state_${row.state}`),
      amount(row.providerAmount),
      amount(row.ledgerAmount),
      amount(row.bankAmount),
      plainYuan(row.gap),
      t(`difference_proposal_${row.action}`),
      row.explanation ?? '',
      [row.id, row.movementId, row.postingId, row.pledgeId, row.payoutId, row.bankLineId].filter(Boolean).join(' '),
    ]),
  };
}
