import autocannon from 'autocannon';
import Fastify from 'fastify';
import { openInstallation } from './bench-installation.js';
import { withPostgres } from '../support/postgres-server.js';
import { compare, type Bench } from './ratio.js';

const ROUNDS = 5;
const SECONDS = 3;

/** The public campaign page, as a share of a bare route that serves a constant string of the same size. */
export const campaignPageVsConstant: Bench = {
  name: 'campaign_page_vs_constant',
  group: 'pages',
  goal: 0.8,
  run: () =>
    withPostgres({ durable: true }, async () => {
      const installation = await openInstallation();
      const page = `${installation.api.url}/c/warm-2026`;
      const constant = Fastify();
      const body = await (await fetch(page, { headers: { 'accept-encoding': 'identity' } })).text();
      constant.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(body));
      const address = await constant.listen({ port: 0, host: '127.0.0.1' });
      try {
        return await compare(
          ROUNDS,
          'requests/s',
          () => load(page),
          () => load(address),
        );
      } finally {
        await constant.close();
        await installation.close();
      }
    }),
};

async function load(url: string): Promise<number> {
  const result = await autocannon({ url, connections: 32, duration: SECONDS, workers: 1 });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url} failed under load: ${result.non2xx} answers`);
  return result.requests.average;
}
