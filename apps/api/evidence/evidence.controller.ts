import {
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { checkedEvidence, EvidenceService } from '#evidence';
import { SessionGate } from '../http/session-gate.js';
import { EvidenceDesk } from './evidence-desk.js';

/** Files behind refunds and disputes, for staff; auditors may read. */
@Controller('evidence')
export class EvidenceController {
  constructor(
    @Inject(SessionGate) private readonly sessions: SessionGate,
    @Inject(EvidenceDesk) private readonly desk: EvidenceDesk,
    @Inject(EvidenceService) private readonly evidence: EvidenceService,
  ) {}

  /** Takes the raw file as the body. */
  @Post()
  @HttpCode(201)
  async add(@Req() request: FastifyRequest, @Query('document') documentId = ''): Promise<{ id: string }> {
    const staff = await this.sessions.admit(request, ['STAFF_MAKER', 'STAFF_CHECKER']);
    const { id } = await this.desk.add(staff, documentId, checkedEvidence(request.body));
    return { id };
  }

  /** Each read is logged with the reader. */
  @Get(':id')
  @Header('cache-control', 'private, no-store')
  async read(@Req() request: FastifyRequest, @Param('id') id: string): Promise<StreamableFile> {
    const reader = await this.sessions.admit(request, ['STAFF_MAKER', 'STAFF_CHECKER', 'AUDITOR']);
    const { bytes, contentType, name } = await this.evidence.open(id, reader.id);
    return new StreamableFile(bytes, {
      type: contentType,
      disposition: `attachment; filename="${name}"`,
      length: bytes.length,
    });
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    const staff = await this.sessions.admit(request, ['STAFF_MAKER', 'STAFF_CHECKER']);
    await this.desk.remove(staff, id);
  }
}
