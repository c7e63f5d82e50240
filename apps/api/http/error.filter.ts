import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GqlContextType } from '@nestjs/graphql';
import { Logger } from '#platform';
import { errorView, HTTP_STATUS } from '../graphql/errors.js';
import { localeOf } from '../messages/messages.js';

/** Answers failures outside GraphQL in the same words and codes as inside. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(Logger) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() === 'graphql') throw error; // Apollo formats its own.
    const http = host.switchToHttp();
    // Whatever the handler had in mind to send (a page, a file), the failure is JSON.
    const reply = http.getResponse<FastifyReply>().type('application/json; charset=utf-8');
    if (error instanceof HttpException) {
      return reply.status(error.getStatus()).send({ code: statusName(error.getStatus()), message: error.message });
    }
    const locale = localeOf(http.getRequest<FastifyRequest>().headers['accept-language']);
    const { code, message, reason } = errorView(error, locale, this.logger);
    return reply.status(HTTP_STATUS[code]).send({ code, message, reason });
  }
}

function statusName(status: number): string {
  return (
    Object.entries(HTTP_STATUS).find(([, known]) => known === status)?.[0] ?? (status < 500 ? 'BAD_INPUT' : 'INTERNAL')
  );
}
