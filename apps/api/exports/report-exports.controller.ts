import { Controller, Get, Header, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequestError } from '#kernel';
import type { StatementEntry } from '#ledger';
import type { Role } from '#platform';
import { SessionGate } from '../http/session-gate.js';
import { AccountNames } from '../ledger/account-names.js';
import { LedgerReports } from '../ledger/ledger-reports.js';
import { ownOnly } from '../ledger/reports.resolver.js';
import { localeOf, translator } from '../messages/messages.js';
import { bridgeTable, incomeTable, statementTable, trialBalanceTable } from './report-tables.js';
import { checkedDay, checkedFormat, fileOf } from './table-file.js';

const OVERSEEING: readonly Role[] = ['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR'];
const READING: readonly Role[] = [...OVERSEEING, 'FEDERATION'];
const PAGE = 5_000;
/** What a spreadsheet can hold. */
const MAX_ENTRIES = 1_000_000;

/** The reports of the books as files, from the same reads as the pages. */
@Controller('exports')
export class ReportExportsController {
  constructor(
    @Inject(SessionGate) private readonly sessions: SessionGate,
    @Inject(LedgerReports) private readonly reports: LedgerReports,
    @Inject(AccountNames) private readonly names: AccountNames,
  ) {}

  @Get('trial-balance.:format')
  @Header('cache-control', 'private, no-store')
  async trialBalance(
    @Req() request: FastifyRequest,
    @Param('format') format: string,
    @Query('asOf') asOf?: string,
  ): Promise<StreamableFile> {
    await this.sessions.admit(request, OVERSEEING);
    const t = wordsOf(request);
    const report = await this.reports.trialBalance(checkedDay(asOf));
    const accounts = report.balance.groups.flatMap(({ rows }) => rows.map(({ account }) => account));
    const table = trialBalanceTable(report, await this.names.of(accounts, t), t);
    return fileOf(table, checkedFormat(format), 'trial-balance');
  }

  @Get('income.:format')
  @Header('cache-control', 'private, no-store')
  async income(
    @Req() request: FastifyRequest,
    @Param('format') format: string,
    @Query('asOf') asOf?: string,
  ): Promise<StreamableFile> {
    await this.sessions.admit(request, OVERSEEING);
    const t = wordsOf(request);
    const report = await this.reports.incomeAndSpending(checkedDay(asOf));
    const campaigns = [...report.campaigns.keys()].filter(Boolean).map((campaignId) => ({ campaignId }));
    return fileOf(incomeTable(report, await this.names.of(campaigns, t), t), checkedFormat(format), 'income');
  }

  /** All cities for staff and auditors, its own for a federation. */
  @Get('bridges.:format')
  @Header('cache-control', 'private, no-store')
  async bridges(
    @Req() request: FastifyRequest,
    @Param('format') format: string,
    @Query('asOf') asOf?: string,
  ): Promise<StreamableFile> {
    const viewer = await this.sessions.admit(request, READING);
    const report = await this.reports.bridges(checkedDay(asOf), ownOnly(viewer) ?? undefined);
    return fileOf(bridgeTable(report, wordsOf(request)), checkedFormat(format), 'bridges');
  }

  @Get('statement.:format')
  @Header('cache-control', 'private, no-store')
  async statement(
    @Req() request: FastifyRequest,
    @Param('format') format: string,
    @Query('account') account?: string,
    @Query('from') from?: string,
    @Query('to') to?: string,
  ): Promise<StreamableFile> {
    const viewer = await this.sessions.admit(request, READING);
    if (!account || !/^\d{1,9}$/.test(account)) throw new RequestError('NOT_FOUND', 'not_found');
    const facts = await this.reports.account(Number(account), ownOnly(viewer));
    const t = wordsOf(request);
    const range = { from: checkedDay(from), to: checkedDay(to) };
    const statement = await this.wholeStatement(facts.id, range);
    const table = statementTable(facts, statement, await this.names.of([facts], t), t);
    return fileOf(table, checkedFormat(format), 'statement');
  }

  private async wholeStatement(accountId: number, range: { from: string | null; to: string | null }) {
    const first = await this.reports.statement(accountId, { ...range, after: null, limit: PAGE });
    const entries: StatementEntry[] = [...first.entries];
    for (let page = first.entries; page.length === PAGE && entries.length < MAX_ENTRIES;) {
      const after = page.at(-1)?.version ?? null;
      page = (await this.reports.statement(accountId, { ...range, after, limit: PAGE })).entries;
      entries.push(...page);
    }
    return { ...first, entries };
  }
}

function wordsOf(request: FastifyRequest) {
  return translator(localeOf(request.headers['accept-language']));
}
