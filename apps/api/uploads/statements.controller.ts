import { createHash } from 'node:crypto';
import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FieldRejectedError } from '#kernel';
import { FileStore } from '#platform';
import { MAX_FILE_BYTES } from '#reconciliation';
import { SessionGate } from '../http/session-gate.js';

/** Statements of the bank: uploaded by staff as they are, read and kept by GraphQL. */
@Controller('uploads')
export class StatementsController {
  constructor(
    @Inject(SessionGate) private readonly sessions: SessionGate,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  /** Takes the raw file as the body; the same file again is the same key. */
  @Post('statements')
  @HttpCode(201)
  async statement(@Req() request: FastifyRequest): Promise<{ key: string }> {
    await this.sessions.admit(request, ['STAFF_MAKER', 'STAFF_CHECKER']);
    const { body } = request;
    if (!Buffer.isBuffer(body) || body.length === 0) throw new FieldRejectedError('file', 'bank_file_empty');
    if (body.length > MAX_FILE_BYTES) {
      throw new FieldRejectedError('file', 'bank_file_too_large', { max: MAX_FILE_BYTES / 1024 / 1024 });
    }
    const key = `bank-statements/${createHash('sha256').update(body).digest('hex')}`;
    await this.files.put(key, body, 'application/octet-stream');
    return { key };
  }
}
