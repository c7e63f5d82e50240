import { Controller, Get, Header, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequestError, type CivilDate } from '#kernel';
import { FundLines, type ExplainedFundLine } from '../funds/fund-lines.js';
import { SessionGate } from '../http/session-gate.js';
import { localeOf, translator } from '../messages/messages.js';
import { fundTable } from './fund-export.js';
import { checkedDay, checkedFormat, fileOf } from './table-file.js';

const PAGE = 5_000;
/** What a spreadsheet can hold. */
const MAX_LINES = 1_000_000;

/** A federation's own lines as a file. */
@Controller('exports')
export class ExportsController {
  constructor(
    @Inject(SessionGate) private readonly sessions: SessionGate,
    @Inject(FundLines) private readonly fundLines: FundLines,
  ) {}

  @Get('fund.:format')
  @Header('cache-control', 'private, no-store')
  async fund(
    @Req() request: FastifyRequest,
    @Param('format') format: string,
    @Query('from') from?: string,
    @Query('to') to?: string,
  ): Promise<StreamableFile> {
    const viewer = await this.sessions.admit(request, ['FEDERATION']);
    const checked = checkedFormat(format);
    if (!viewer.orgUnitId) throw new RequestError('NOT_FOUND', 'not_found');
    const lines = await this.everyLine(viewer.orgUnitId, checkedDay(from), checkedDay(to));
    const t = translator(localeOf(request.headers['accept-language']));
    return fileOf(fundTable(lines, t), checked, 'fund');
  }

  private async everyLine(
    orgUnitId: string,
    from: CivilDate | null,
    to: CivilDate | null,
  ): Promise<ExplainedFundLine[]> {
    const lines: ExplainedFundLine[] = [];
    while (lines.length < MAX_LINES) {
      const after = lines.at(-1) ?? null;
      const page = await this.fundLines.page({ orgUnitId, from, to, after, limit: PAGE });
      lines.push(...page);
      if (page.length < PAGE) break;
    }
    return lines;
  }
}
