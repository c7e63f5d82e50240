import { Controller, Get, Header, Inject, Param, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DonorExport, DonorStatements } from '#donors';
import { DonorAccounts, type DonorAccount } from '#identity';
import { RequestError } from '#kernel';
import { SessionGate } from '../http/session-gate.js';

const STATEMENT = /^(20\d\d)\.pdf$/;

/** What a signed-in donor takes home: a year on paper, and everything we hold of them. */
@Controller('donor')
export class DonorsController {
  constructor(
    @Inject(SessionGate) private readonly gate: SessionGate,
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
    @Inject(DonorStatements) private readonly statements: DonorStatements,
    @Inject(DonorExport) private readonly exports: DonorExport,
  ) {}

  /** The statement of a year on China's calendar. */
  @Get('statements/:file')
  @Header('cache-control', 'private, no-store')
  async statement(@Req() request: FastifyRequest, @Param('file') file: string): Promise<StreamableFile> {
    const account = await this.admitted(request);
    const year = STATEMENT.exec(file)?.[1];
    const bytes = year === undefined ? null : await this.statements.draw(account, Number(year));
    if (!bytes) throw new RequestError('NOT_FOUND', 'statement_not_found');
    const disposition = `inline; filename="statement-${year}.pdf"`;
    return new StreamableFile(bytes, { type: 'application/pdf', disposition, length: bytes.length });
  }

  /** Everything we hold of this donor, as JSON. */
  @Get('export.json')
  @Header('cache-control', 'private, no-store')
  async export(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const bytes = Buffer.from(`${JSON.stringify(await this.exports.of(await this.admitted(request)), null, 2)}\n`);
    const disposition = 'attachment; filename="yiqijuan-my-data.json"';
    return new StreamableFile(bytes, { type: 'application/json; charset=utf-8', disposition, length: bytes.length });
  }

  private async admitted(request: FastifyRequest): Promise<DonorAccount> {
    const { id } = await this.gate.admit(request, ['DONOR']);
    return this.accounts.open(id, null);
  }
}
