import { createHash } from 'node:crypto';
import { Controller, Get, Header, HttpCode, Inject, Param, Post, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FieldRejectedError, RequestError } from '#kernel';
import { FileStore } from '#platform';
import { SessionGate } from '../http/session-gate.js';

const MAX_BYTES = 5 * 1024 * 1024;

/** A picture is what its first bytes say, not what its sender says. */
const KINDS: readonly { extension: string; contentType: string; matches: (bytes: Buffer) => boolean }[] = [
  {
    extension: 'png',
    contentType: 'image/png',
    matches: (b) => b.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  },
  {
    extension: 'jpg',
    contentType: 'image/jpeg',
    matches: (b) => b.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  },
  {
    extension: 'webp',
    contentType: 'image/webp',
    matches: (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
  },
];

/** Cover pictures: uploaded by staff, public by address. */
@Controller()
export class UploadsController {
  constructor(
    @Inject(SessionGate) private readonly sessions: SessionGate,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  /** Takes the raw picture as the body; the same picture again is the same file. */
  @Post('uploads/covers')
  @HttpCode(201)
  async cover(@Req() request: FastifyRequest): Promise<{ key: string; url: string }> {
    await this.sessions.admit(request, ['STAFF_MAKER']);
    const { body } = request;
    const kind =
      Buffer.isBuffer(body) && body.length <= MAX_BYTES ? KINDS.find(({ matches }) => matches(body)) : undefined;
    if (!kind || !Buffer.isBuffer(body)) throw new FieldRejectedError('coverKey', 'cover_unsupported');
    const key = `covers/${createHash('sha256').update(body).digest('hex').slice(0, 32)}.${kind.extension}`;
    await this.files.put(key, body, kind.contentType);
    return { key, url: `/files/${key}` };
  }

  @Get('files/covers/:name')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  async file(@Param('name') name: string): Promise<StreamableFile> {
    const stored = await this.files.get(`covers/${name}`);
    if (!stored) throw new RequestError('NOT_FOUND', 'not_found');
    return new StreamableFile(stored.bytes, { type: stored.contentType, length: stored.bytes.length });
  }
}
