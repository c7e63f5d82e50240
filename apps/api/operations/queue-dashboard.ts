import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import type { Queues } from '#platform';
import { errorView, HTTP_STATUS } from '../graphql/errors.js';
import type { SessionGate } from '../http/session-gate.js';
import { localeOf } from '../messages/messages.js';
import type { Logger } from '#platform';

export const DASHBOARD_PATH = '/ops/queues';

/** The queues as staff may see them: looked at, never changed from here. */
export async function serveQueueDashboard(
  fastify: FastifyInstance,
  queues: Queues,
  sessions: SessionGate,
  logger: Logger,
): Promise<void> {
  const board = new FastifyAdapter().setBasePath(DASHBOARD_PATH);
  createBullBoard({
    queues: [...queues.all.values()].map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: board,
  });
  await fastify.register(
    async (scope) => {
      scope.addHook('onRequest', async (request, reply) => {
        try {
          await sessions.admit(request, ['STAFF_MAKER', 'STAFF_CHECKER']);
        } catch (error) {
          const { code, message } = errorView(error, localeOf(request.headers['accept-language']), logger);
          await reply.status(HTTP_STATUS[code]).send({ code, message });
        }
      });
      await scope.register(board.registerPlugin());
    },
    { prefix: DASHBOARD_PATH },
  );
}
