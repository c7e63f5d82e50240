import { Controller, Get, Header, HttpCode, Inject, Param, Post, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequestError } from '#kernel';
import { addressOf, PicturesService } from '#pictures';
import { FileStore } from '#platform';
import { TeamLimits } from '#teams';
import { SessionGate } from '../http/session-gate.js';

interface Taken {
  key: string;
  url: string;
}

/** Pictures are named by their content: what is at an address never changes. */
const FOREVER = 'public, max-age=31536000, immutable';

/** Pictures: covers are sent by staff, those of teams by anybody; all are public by address. */
@Controller()
export class UploadsController {
  constructor(
    @Inject(SessionGate) private readonly sessions: SessionGate,
    @Inject(PicturesService) private readonly pictures: PicturesService,
    @Inject(TeamLimits) private readonly limits: TeamLimits,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  /** Takes the raw picture as the body; the same picture again is the same file. */
  @Post('uploads/covers')
  @HttpCode(201)
  async cover(@Req() request: FastifyRequest): Promise<Taken> {
    await this.sessions.admit(request, ['STAFF_MAKER']);
    return this.take('covers', request, 'coverKey');
  }

  /** The same for a team that is opened or edited. Nothing leads to it before a team shows it. */
  @Post('uploads/team-pictures')
  @HttpCode(201)
  async teamPicture(@Req() request: FastifyRequest): Promise<Taken> {
    await this.limits.count('pictures', request.ip);
    return this.take('team-pictures', request, 'pictureKey');
  }

  @Get('files/covers/:name')
  @Header('cache-control', FOREVER)
  showCover(@Param('name') name: string): Promise<StreamableFile> {
    return this.show(`covers/${name}`);
  }

  @Get('files/team-pictures/:name')
  @Header('cache-control', FOREVER)
  showTeamPicture(@Param('name') name: string): Promise<StreamableFile> {
    return this.show(`team-pictures/${name}`);
  }

  private async take(folder: string, { body }: FastifyRequest, field: string): Promise<Taken> {
    const key = await this.pictures.take(folder, body, field);
    return { key, url: addressOf(key) };
  }

  private async show(key: string): Promise<StreamableFile> {
    const stored = await this.files.get(key);
    if (!stored) throw new RequestError('NOT_FOUND', 'not_found');
    return new StreamableFile(stored.bytes, { type: stored.contentType, length: stored.bytes.length });
  }
}
