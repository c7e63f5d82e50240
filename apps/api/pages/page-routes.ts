import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../messages/messages.js';
import { isListed, keptAddress } from './kept-address.js';
import type { ReadyPage } from './kept-page.js';
import { PageCache } from './page-cache.js';
import { PageRenderer, WEB_BUILD } from './page-renderer.js';

const NOT_BUILT = '<!doctype html><meta charset="utf-8"><title>一起捐</title><p>网页还没有构建：npm run build:web</p>';

function localeOfPath(address: string): Locale {
  return address === '/en' || address.startsWith('/en/') ? 'en' : 'zh-CN';
}

/** Serves the web: its files by name, everything else as a page. */
export async function servePages(fastify: FastifyInstance, cache: PageCache, renderer: PageRenderer): Promise<void> {
  if (!PageRenderer.isBuilt()) {
    fastify.get('/*', (_, reply) => reply.status(503).type('text/html; charset=utf-8').send(NOT_BUILT));
    return;
  }
  await fastify.register(fastifyStatic, {
    root: path.join(WEB_BUILD, 'client'),
    wildcard: false,
    index: false,
    globIgnore: ['index.html', '**/*.br', '**/*.gz'],
    preCompressed: true,
    // Names of built files carry their content's hash.
    setHeaders: (reply, file) => {
      const forever = file.includes(`${path.sep}assets${path.sep}`);
      void reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
    },
  });
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const [address = '/', query = ''] = request.url.split('?', 2);
    const key = keptAddress(address, query);
    if (key !== null) {
      const kept = cache.get(key, localeOfPath(address));
      return sendReady(request, reply, kept instanceof Promise ? await kept : kept);
    }
    const searched = isListed(address) ? `${address}?${query}` : address;
    const { status, html } = await renderer.render(searched, localeOfPath(address));
    return reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  };
  fastify.get('/', answer);
  fastify.get('/*', answer);
}

function sendReady({ headers }: FastifyRequest, reply: FastifyReply, page: ReadyPage): FastifyReply {
  void reply.status(page.status).headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'public, max-age=0, must-revalidate',
    vary: 'accept-encoding',
    etag: page.etag,
  });
  if (headers['if-none-match'] === page.etag) return reply.status(304).send();
  if (!headers['accept-encoding']?.includes('gzip')) return reply.send(page.html);
  return reply.header('content-encoding', 'gzip').send(page.gzipped);
}
