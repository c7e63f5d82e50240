import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Controller, Get, Header, Inject, Param, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isCivilDate, RequestError } from '#kernel';
import { BooksHeads } from '#ledger';
import { BooksExport } from './books-export.js';

/** Exports written at the same time by one process; each holds one connection now and then, and a core. */
const AT_ONCE = 4;
const GZIP_LEVEL = 4;
/** What a proxy may answer from its memory: the books as they were a minute ago are books all the same. */
const SHARED_FOR = 'public, max-age=60';

/** The public books and their heads, for everybody; there is no name in any of it. */
@Controller('books')
export class BooksController {
  private running = 0;

  constructor(
    @Inject(BooksExport) private readonly books: BooksExport,
    @Inject(BooksHeads) private readonly heads: BooksHeads,
  ) {}

  @Get('export.jsonl')
  async exported(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.send(request, reply, 'books.jsonl', 'application/jsonl; charset=utf-8', (text) => text);
  }

  @Get(['export.jsonl.gz', 'export.gz'])
  async compressed(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const compress = (text: Readable): Readable =>
      // An error on either side ends the answer without its proper end, so that a file cut off is seen to be one.
      pipeline(text, createGzip({ level: GZIP_LEVEL }), () => {});
    return this.send(request, reply, 'books.jsonl.gz', 'application/gzip', compress);
  }

  @Get('heads/latest.json')
  @Header('cache-control', SHARED_FOR)
  async latest() {
    return (await this.heads.latest()) ?? absent();
  }

  @Get('heads/index.json')
  @Header('cache-control', SHARED_FOR)
  async index() {
    return { format: 'yiqijuan-heads/1', heads: await this.heads.list() };
  }

  @Get('heads/:file')
  @Header('cache-control', SHARED_FOR)
  async head(@Param('file') file: string) {
    const date = file.replace(/\.json$/, '');
    if (!file.endsWith('.json') || !isCivilDate(date)) absent();
    return (await this.heads.ofDay(date)) ?? absent();
  }

  private async send(
    { headers }: FastifyRequest,
    reply: FastifyReply,
    name: string,
    type: string,
    encode: (text: Readable) => Readable,
  ): Promise<StreamableFile | undefined> {
    if (this.running >= AT_ONCE) {
      void reply.header('retry-after', '30');
      throw new RequestError('RATE_LIMITED', 'rate_limited');
    }
    this.running++;
    try {
      const { hash, text } = await this.books.begin();
      const etag = `W/"${hash.slice(0, 32)}-${type.length}"`;
      void reply.headers({ 'cache-control': SHARED_FOR, etag });
      if (headers['if-none-match'] === etag) {
        this.running--;
        void reply.status(304);
        return undefined;
      }
      const stream = Readable.from(text, { objectMode: true, highWaterMark: 2 });
      stream.once('close', () => this.running--);
      return new StreamableFile(encode(stream), { type, disposition: `attachment; filename="${name}"` });
    } catch (error) {
      this.running--;
      throw error;
    }
  }
}

function absent(): never {
  throw new RequestError('NOT_FOUND', 'not_found');
}
